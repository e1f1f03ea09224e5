from pathlib import Path

import pytest
from small_knowledge import write_folder

from knowledge import KnowledgeError, load
from knowledge.yaml_file import read_yaml
from knowledge.yaml_notes import check_notes

PATH = Path("knowledge/clinic.yml")


def left_out(text: str) -> list[tuple[int, str]]:
    found = check_notes(read_yaml(PATH, text.encode()), text)
    return [(each.line, each.what.split("`")[1]) for each in found]


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("address: 12 Example Street #400, Springfield", "#400, Springfield"),
        ("address: # 400 Main St", "# 400 Main St"),
        ("address: #400 Main St", "#400 Main St"),
        ("address: ~ # 400 Main St", "# 400 Main St"),
        ("phone: +1 (202) 555-0143 #12", "#12"),
        ("phone: +1 (202) 555-0143\t#12", "#12"),
        ("hours: [Monday #1, Tuesday\n  ]", "#1, Tuesday"),
        ("hours:\n  - Monday # and Tuesday", "# and Tuesday"),
        ("prices:\n  - service: needling\n    price: $150 # a session", "# a session"),
        ("address: 12 Ünïté 😀 Street #400", "#400"),
        ("address: 12 Example Street\n  Suite #1 #400", "#1 #400"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_would_be_left_out_is_found_on_its_line(line: str, note: str, newline: str) -> None:
    text = f"# A note.\nname: Skin\n{line}\n\nparking: free\n".replace("\n", newline)
    [(number, found)] = left_out(text)
    assert found == note
    assert note in text.split(newline)[number - 1]


@pytest.mark.parametrize(
    "text",
    [
        'address: "12 Example Street #400, Springfield"',
        "address: '12 Example Street #400' # as patients know it",
        "contact_url: https://www.example.com/#contact",
        "services: [C#, needling] # all of them",
        "hours: # all of them\n  - Monday",
        "# A note.\naddress: 12 Example Street\n# And another #2.\n  # And a third.\nparking: free",
        "hours:\n  # - Monday\nparking: free",
        "parking: |\n  free #1\n  and #2",
        "# only notes # here",
        "",
    ],
)
def test_quoted_texts_and_notes_of_their_own_are_let_be(text: str) -> None:
    assert left_out(text) == []


def test_a_profile_that_would_lose_words_is_not_loaded(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "small")
    (folder / "clinic.yml").write_text(
        "name: &Co Skin\nphone: 202 555 0143\n", encoding="utf-8-sig"
    )
    with pytest.raises(KnowledgeError) as caught:
        load(folder)
    assert [str(each) for each in caught.value.problems] == [
        "small/clinic.yml:1: `&Co` would be left out: it is an anchor of YAML. "
        "Mend: put the whole text in double quotes."
    ]
    (folder / "clinic.yml").write_text("phone: 202 555 0143 #12\n", encoding="utf-8-sig")
    with pytest.raises(KnowledgeError) as caught:
        load(folder)
    [problem] = caught.value.problems
    assert (problem.file, problem.line) == ("small/clinic.yml", 1)
    assert "`#12` would be left out" in problem.what
    assert "double quotes" in problem.mend
