from knowledge.clinic import ClinicProfile
from tests.gateway_under_test import PHONE, live_knowledge
from web.endpoints.pages import about


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
