from knowledge.clinic import ClinicProfile
from privacy.personal_data import DETECTORS
from web.privacy_page import privacy_page


def test_it_says_who_what_and_how_long() -> None:
    page = privacy_page(
        ClinicProfile(name="Willow Clinic", phone="+1 202 555 0143"),
        conversations_days=30,
        contacts_days=90,
    )
    assert "<title>Privacy: the chat of Willow Clinic</title>" in page
    for said in ("30 days", "90 days", "+1 202 555 0143", "not medical advice", "no cookies"):
        assert said in page.replace("\n", " ")


def test_it_says_of_the_program_only_what_the_program_knows() -> None:
    page = privacy_page(ClinicProfile(), conversations_days=7, contacts_days=8)
    assert "sends what you write to nobody else" in page
    assert "server" not in page
    assert "company" not in page


def test_it_names_every_kind_of_data_that_is_masked() -> None:
    page = privacy_page(ClinicProfile(), conversations_days=7, contacts_days=8).lower()
    words = {word for each in DETECTORS for word in each.note.strip("[]").split()}
    assert {word for word in words if word not in page} == set()


def test_a_clinic_that_gave_nothing_still_has_one() -> None:
    page = privacy_page(ClinicProfile(), conversations_days=7, contacts_days=8)
    assert "this clinic" in page
    assert "at the front desk" in page


def test_what_the_clinic_wrote_is_text() -> None:
    page = privacy_page(
        ClinicProfile(name="<script>alert(1)</script>"), conversations_days=1, contacts_days=1
    )
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
