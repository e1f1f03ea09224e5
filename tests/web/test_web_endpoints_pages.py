from pathlib import Path

from knowledge.clinic import ClinicProfile
from tests.gateway_under_test import PHONE, gateway, live_knowledge
from web.endpoints.pages import about
from web.widget_script import widget_script, without_comments


def test_it_says_what_the_clinic_gave() -> None:
    told = about(live_knowledge().current().clinic, "US")
    assert told.phone == PHONE
    assert told.emergency_number == "911"
    assert told.name is None
    assert told.privacy_url == "privacy"
    assert told.phone_href == "tel:+12025550143"
    assert told.answers_language in told.languages


def test_the_clinics_own_notice_comes_first() -> None:
    address = "https://clinic.example/privacy"
    clinic = ClinicProfile.model_validate({"privacy_notice": address})
    assert about(clinic, "US").privacy_url == address


def test_the_widget_is_compressed_and_not_sent_again_to_who_has_it(tmp_path: Path) -> None:
    with gateway(tmp_path) as service:
        first = service.client.get("/widget.js")
        assert first.headers["Content-Encoding"] == "gzip"
        assert PHONE in first.text
        assert "max-age" in first.headers["Cache-Control"]
        tag = first.headers["ETag"]
        again = service.client.get("/widget.js", headers={"If-None-Match": f"W/{tag}"})
        assert (again.status_code, again.content) == (304, b"")
        plain = service.client.get("/widget.js", headers={"Accept-Encoding": "identity"})
        assert "Content-Encoding" not in plain.headers
        assert plain.text == first.text


def test_another_clinic_gets_another_script() -> None:
    one, other = widget_script('{"phone": "1"}'), widget_script('{"phone": "2"}')
    assert one.etag != other.etag
    # What a clinic calls itself is data wherever it stands.
    assert b'const CLINIC = {"name": "\\u2028</script>"}' in (
        widget_script('{"name": "\u2028</script>"}').plain
    )


def test_code_behind_a_comment_is_kept() -> None:
    kept = "/* a */ const one = 1;\nconst two = 2; /* b */\n"
    assert without_comments(f"/* a\n   b */\n{kept}  // c\n") == kept
