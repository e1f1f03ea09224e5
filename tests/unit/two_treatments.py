"""A small knowledge with two made-up treatments, to show that the answers know none by name."""

from functools import lru_cache

from knowledge import DEFAULT_FOLDER, Knowledge
from knowledge.loading import parse

_TREATMENTS = """
sources:
  LEAFLET: {title: Leaflet, publisher: The Clinic, date: May 1, grade: clinic}
  AGENCY: {title: Page on tools, publisher: The Agency, url: "https://agency.example.org",
    grade: regulator}
terms:
  condition:
    spots: {name: spots}
    stripes: {name: stripes, synonyms: [bands]}
    dents: {name: dents}
    bumps: {name: bumps}
  treatment_type:
    light: {name: light}
    strong: {name: strong}
  provider:
    helper: {name: helper}
    expert: {name: expert}
    stranger: {name: stranger}
  product:
    balm: {name: balm}
    oil: {name: oil}
  other_treatment:
    steam: {name: steam}
    ice: {name: ice}
  circumstance:
    hiccups: {name: hiccups}
    yawning: {name: yawning}
    bumps: {name: bumps}
    dents: {name: dents}
  body_area:
    elbow: {name: the elbow}
    nose: {name: the nose}
facts:
  - {id: what, text: Rolling is rolling., source: LEAFLET}
  - {id: light-length, text: Light rolling uses 1 to 2 mm., source: LEAFLET,
     about: {treatment_type: [light]},
     qualified_by: [length-view], numbers: {needle_length_mm: {min: 1, max: 2}}}
  - {id: strong-length, text: Strong rolling uses 4 to 6 mm., source: LEAFLET,
     about: {treatment_type: [strong]},
     numbers: {needle_length_mm: {min: 4, max: 6}}}
  - {id: length-view, text: That is one view of lengths., source: AGENCY}
  - {id: length-choice, text: The provider picks the length., source: AGENCY}
  - {id: light-gentle, text: Light rolling is gentle., source: LEAFLET}
  - {id: strong-uses, text: Strong rolling is for spots and stripes., source: LEAFLET}
  - {id: light-who, text: A helper does light rolling., source: LEAFLET}
  - {id: strong-who, text: An expert does strong rolling., source: LEAFLET,
     qualified_by: [who-rules]}
  - {id: who-rules, text: Rules differ., source: AGENCY}
  - {id: use-spots, text: Spots are on the leaflet's list., source: LEAFLET,
     about: {condition: [spots]},
     qualified_by: [list-limits]}
  - {id: use-stripes, text: Stripes are on the leaflet's list., source: LEAFLET,
     about: {condition: [stripes]},
     qualified_by: [list-limits]}
  - {id: use-dents, text: The Agency authorized it for dents., source: AGENCY,
     about: {condition: [dents]}}
  - {id: list-limits, text: The Agency authorized only dents., source: AGENCY}
  - {id: care-tell, text: Tell your provider how you are., source: AGENCY}
  - {id: care-hiccups, text: Hiccups are on the Agency's list., source: AGENCY,
     about: {circumstance: [hiccups]}}
  - {id: care-bumps, text: Bumps are on the Agency's list., source: AGENCY,
     about: {circumstance: [bumps]}}
  - {id: beside-steam, text: Steam is warmer., source: AGENCY,
     about: {other_treatment: [steam]}}
  - {id: beside-all, text: There are other ways., source: AGENCY}
  - {id: with-balm, text: Balm may sting., source: AGENCY}
  - {id: feel-one, text: It tickles a bit at first., source: LEAFLET}
  - {id: feel-two, text: It tickles a bit at second., source: LEAFLET}
  - {id: feel-three, text: It tickles a bit at third., source: LEAFLET,
     qualified_by: [feel-agency]}
  - {id: feel-four, text: It tickles a bit at fourth., source: LEAFLET}
  - {id: feel-elbow, text: It tickles more at the elbow., source: LEAFLET,
     about: {body_area: [elbow]}}
  - {id: feel-agency, text: The Agency doubts the tickle., source: AGENCY}
  - {id: peeling-what, text: Peeling is peeling., source: LEAFLET}
treatments:
  rolling:
    name: rolling
    types:
      light:
        needle_length_mm: {min: 1, max: 2}
        facts: [light-length, light-gentle]
        depth_facts: [light-length]
        providers: [helper]
        provider_facts: [light-who]
      strong:
        needle_length_mm: {min: 4, max: 6}
        facts: [strong-length, strong-uses]
        depth_facts: [strong-length]
        providers: [expert]
        provider_facts: [strong-who]
    conditions:
      spots: {standing: listed, facts: [use-spots]}
      stripes: {standing: listed, facts: [use-stripes]}
      dents: {standing: authorised, facts: [use-dents]}
    topics:
      definition: {facts: [what], related: [pain, definition, types, cost, results]}
      types: {facts: [light-gentle, strong-uses], related: [needle_depth]}
      needle_depth: {facts: [length-choice]}
      conditions: {facts: [strong-uses]}
      providers: {facts: [light-who, strong-who]}
      suitability: {facts: [care-tell, care-hiccups, care-bumps]}
      comparison: {facts: [beside-all, beside-steam]}
      products: {facts: [beside-all, with-balm]}
      personal_advice: {facts: [care-tell, care-hiccups, care-bumps]}
      pain: {facts: [feel-one, feel-two, feel-three, feel-four, feel-elbow]}
  peeling:
    name: peeling
    topics:
      definition: {facts: [peeling-what]}
"""


@lru_cache(maxsize=8)
def knowledge(clinic: str = "") -> Knowledge:
    """The two treatments with the project's own phrases and safety wording.

    Args:
        clinic: The content of `clinic.yml`.
    """
    own = {name: (DEFAULT_FOLDER / name).read_bytes() for name in ("safety.yml", "phrases.yml")}
    return parse(
        DEFAULT_FOLDER,
        {
            "treatments.yml": _TREATMENTS.encode(),
            "questions.yml": b"questions: {}",
            "clinic.yml": clinic.encode(),
            **own,
        },
    )
