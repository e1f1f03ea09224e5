from benchmarks.markdown import table


def test_table() -> None:
    assert table(("a", "b"), [("x", 1), ("y | z", "")]).splitlines() == [
        "| a | b |",
        "|---|---|",
        "| x | 1 |",
        "| y \\| z |  |",
    ]


def test_table_without_rows() -> None:
    assert table(("a",), []) == "| a |\n|---|"
