"""The report as JUnit XML, which continuous integration reads."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from benchmarks.report.sections import Section

_COUNTS = {"tests": "testcase", "failures": ".//failure", "skipped": ".//skipped"}


def junit(sections: Sequence[Section]) -> bytes:
    """A suite for each section: its goals, and what was tried.

    A goal that is missed and a conversation that does not pass are failures. A single message that
    goes wrong is marked as skipped: the goals say how many may.
    """
    root = ET.Element("testsuites", name="Needlewise")
    for section in sections:
        suite = ET.SubElement(root, "testsuite", name=section.title)
        for figure in section.figures:
            if figure.goal is not None:
                case = ET.SubElement(suite, "testcase", classname=section.id, name=figure.name)
                if not figure.is_reached:
                    _note(case, "failure", f"{figure.shown}; goal: {figure.shown_goal}")
        for each in section.cases:
            case = ET.SubElement(suite, "testcase", classname=section.id, name=_plain(each.name))
            if not each.passed:
                _note(case, "failure" if section.must_pass else "skipped", each.came)
        for kind, counted in _COUNTS.items():
            suite.set(kind, str(len(suite.findall(counted))))
    written: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return written


def _note(case: ET.Element, kind: str, message: str) -> None:
    ET.SubElement(case, kind, message=_plain(message))


def _plain(text: str) -> str:
    """Without the signs that XML does not have."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
