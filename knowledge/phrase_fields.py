"""What the program asks of `phrases.yml`: the key of each phrase, and the names it fills in there.

An edit that drops a phrase, or asks for a name that is not filled in, is refused before it can fail
in front of a visitor. Whoever makes the program ask for a new phrase adds it here.
"""

from collections.abc import Mapping

from knowledge.topics import TOPICS

_KEYS: Mapping[str, str] = {
    "": """
        no_answer not_released no_more more_title one_by_one apology depth_provider_decides
        provider_no_list provider_here_unknown provider_local_rules source_of_last
        suitability_provider_decides
        source_reviewed source_unreviewed source_partly_reviewed reach_unknown
        clinic_what_prices clinic_what_insurance clinic_what_finance clinic_what_deposits
        clinic_what_cancellations clinic_what_booking_url clinic_what_phone
        clinic_what_email clinic_what_hours clinic_what_address clinic_what_services
        clinic_what_devices clinic_what_team clinic_what_unnamed clinic_what_parking
        clinic_what_consultation clinic_what_packages clinic_what_holidays
        clinic_prices clinic_hours clinic_services clinic_devices
        clinic_team handoff handoff_repeated handoff_clinician
        handoff_upset cannot_pass_on cannot_pass_on_now
        tone_ask_unhappy tone_ask_hurt tone_hurt tone_hurt_repeated tone_judged tone_judged_repeated
        wish_better wish_healing acknowledged_unwell
        personal_advice personal_advice_ask personal_advice_medicine
        welcome_not_advice smalltalk_thanks smalltalk_goodbye smalltalk_robot
        smalltalk_declined smalltalk_compliment smalltalk_insult unclear unclear_no_guess
        unclear_again unreadable_language unreadable_text check check_yes check_no check_safe
        check_safe_no check_safe_yes smalltalk_checked smalltalk_seen told_harm
        no_more_repeated source_earlier said_before why_unknown in_short reach_repeated cannot_book
        suitability_provider_decides_repeated smalltalk_thanks_repeated
        smalltalk_acknowledgement_repeated smalltalk_insult_repeated smalltalk_start_over
        smalltalk_noted smalltalk_sure out_of_scope_repeated alarm_stands_today tone_afraid
        tone_afraid_repeated tone_guilty tone_guilty_repeated tone_stressed tone_stressed_repeated
        tone_wary tone_wary_repeated tone_sorry tone_sorry_repeated tone_ask tone_beyond
        smalltalk_others_say smalltalk_vouch smalltalk_unknowing smalltalk_unknowing_repeated
        tone_untold tone_untold_repeated
        tone_let_down tone_let_down_repeated tone_lacking tone_lacking_repeated
        tone_self_doubt tone_self_doubt_repeated
        smalltalk_farewell smalltalk_wish smalltalk_offer smalltalk_leaving
        tone_grieving tone_grieving_repeated
        tone_corrected tone_corrected_repeated
        tone_ashamed tone_ashamed_repeated tone_angry tone_angry_repeated tone_unhappy
        tone_unhappy_repeated tone_grateful tone_grateful_repeated smalltalk_wronged
        smalltalk_wronged_repeated told_harm_repeated noted_unnamed noted_no_more
        noted_no_more_repeated keeps_home for_me for_me_repeated for_me_harm for_me_ask tell_them
        tell_sign_today tell_sign_emergency_now tell_sign_self_harm tell_harm
        told_harm_gap noted_same here_does_that
        event_wedding_name event_photos_name event_holiday_name event_party_name
        event_interview_name event_event_name day_session
    """,
    "details": "general_only nearest_only nearest_only_repeated nothing_on not_compared",
    "names whose not_whose": "others_have",
    "whom": "others_case",
    "said name": "called",
    "name": """
        keeps_medicine keeps_medicine_again keeps_unknown keeps_habit
        gap gap_too no_more_of blank_too why_unknown_of of_last_unknown withheld withheld_item
        list_item
        suitability_unlisted suitability_unlisted_item
        tell_name tell_place for_their_own nothing_on_taken nothing_on_illness allergy_to tell_too
        of_plain_needling of_plain_needling_repeated tell_spoken_of
    """,
    "length types": """
        depth_inside depth_yes depth_across depth_partly depth_between depth_below
        depth_above depth_inside_item depth_across_item depth_partly_item depth_between_item
        depth_below_item depth_above_item provider_of_length
    """,
    "asked length types": "depth_no",
    "length": "depth_unknown depth_unknown_item",
    "condition": """
        depth_no_chart condition_unknown_item
    """,
    "are names": "clinic_offer_unknown",
    "asked condition treatment types": "condition_other_type",
    "condition treatment": "condition_unknown",
    "treatment types": "conditions_list",
    "treatment": """
        conditions_list_any_type welcome smalltalk_joke smalltalk_chat
        smalltalk_greeting smalltalk_help smalltalk_may_ask
        smalltalk_acknowledgement smalltalk_how_are_you smalltalk_default
        out_of_scope told_after_effect tell_treatment
    """,
    "asked treatment types": "conditions_other_type",
    "provider treatment types": "provider_named provider_not_named",
    "provider types": "provider_named_item provider_not_named_item",
    "length provider types": "provider_of_length_named provider_of_length_not_named",
    "names treatment": "comparison_uncovered products_uncovered",
    "date publisher title": "source_item",
    "publisher title": "source_item_undated",
    "publishers": "source_all source_mostly",
    "ways": "reach",
    "what": "clinic_blank clinic_blank_repeated",
    "subject": "recap",
    "names": """
        caution caution_again noted noted_quiet is_no is_no_repeated
        for_me_unknown for_me_also here_treats here_offers
    """,
    "years": "noted_age tell_age",
    "event left time": """
        event_recovery_inside event_recovery_short event_sessions_one event_results_short
        event_had_inside event_had_short
        event_results_enough planned_inside planned_short
    """,
    "count event left time": "event_sessions_several",
    "counted": "counted",
    "event time": "event_last_session",
    "event": "wish_event event_ask event_after_harm event_yours event_of_others",
    "event left": "tell_event",
    "left": "tell_since",
    "left time": "since_long ago_within",
    "right was": "tone_corrected_figure",
    "count day start": "day_after",
    "count day start time": "day_within day_past day_recovery_inside day_recovery_past",
    "count day longest start time": "day_past_within day_past_both",
    "day": "since_lead tell_day",
    "day time": "since_inside since_past",
    "value": """
        clinic_insurance clinic_finance clinic_deposits clinic_cancellations
        clinic_booking_url clinic_phone clinic_email clinic_address clinic_parking
        clinic_consultation clinic_own_line
    """,
    "count service total": "clinic_total",
    "service": "clinic_service_listed clinic_service_unlisted",
    "emergency_number": """
        welcome_emergency smalltalk_safe
        alarm_stands_emergency_now alarm_stands_self_harm
        unreadable_language_es unreadable_language_fr unreadable_language_de
        unreadable_language_pt unreadable_language_it unreadable_language_pl
    """,
}
"""The keys, by the names that are filled in."""

PHRASE_FIELDS: Mapping[str, frozenset[str]] = {
    **{key: frozenset(fields.split()) for fields, keys in _KEYS.items() for key in keys.split()},
    **{f"topic_title_{topic}": frozenset() for topic in TOPICS},
}
