"""Labels of times in their order, and blocks that were brought in from an earlier note."""

import pytest
from markup import check
from test_assertion import _marked

from clinote.engine import Note, report

IN_ORDER = [
    "On arrival: «wheeze|p», «hives|p». At discharge: «cough».",
    "Before infusion: «cramps|p». After infusion: none.",
    "Pre-op: «cramps|p» at night.\nPost-op: «itch».",
    "At 3 months: «hives|p». At 1 year: «cough».",
    "Day 1: «vertigo|p». Day 3: «cough».",
    "Mon: «wheeze|p». Wed: «rash|p». Today: «cough».",
    "Then: «itch|p». Now: «cough».",
    "Last clinic (Nov): «hives|p». This clinic: «cough».",
    "Sent by Dr İpek, İzmir, İstanbul. Then: «hives|p». Now: «cough».",
    "Admission: «wheeze|p», «hives|p». Discharge: «cough».",
    "Prior to dialysis: «itch|p». Following dialysis: «cough».",
    "ED triage: «vertigo|p». On the ward now: «itch».",
    "Earlier this month: «wheeze|p». At present: «cough».",
    "Before dialysis - «itch|p», «cramps|p». After dialysis - «cough».",
    "Yesterday evening: «hives|p». This morning: «itch».",
    "First bout (2018): «vertigo|p».\nSecond bout: «itch|p».\nCurrent bout: «cough».",
    "On arrival\n- «wheeze|p»\n- «hives|p»\nAt discharge\n- «cough»",
    "Status pre-transfusion: «vertigo|p». Status post-transfusion: «itch».",
    "Symptoms last time: «hives|p». Symptoms this time: «cough».",
    "Past: «hives|p», «itch|p». Present: «cough».",
]
PRIOR_FUNCTION = [
    "PLOF: «limp|p», «shuffling|p». Current: «bedbound».",
    "Premorbid level of function:\n- «limp|p»\nNow:\n- «bedbound»",
    "Prior level of function (PLOF): «limp|p».",
    "Prior mobility was «limping|p», now «bedbound».",
    "Still below his prior level of function: «limping».",
]
IN_NO_ORDER = [
    "New since last visit: «cough». Unchanged since last visit: «itch».",
    "Prior to admission: «cough», «itch». On admission: «hives».",
    "Last dose: noon. Now: «cough».",
    "First: «cough». Second: «itch».",
    "Admission dx: «cough». Discharge dx: «pneumonia».",
    "On admission: «wheeze».",
    "Today: «wheeze». Tomorrow: bloods.",
    "Now: «cough». Then: home.",
    "After exercise: «cough». At rest: «cramps».",
    "Morning: «cough». Evening: «itch».",
    "0215: «vertigo», vomiting. 0330: asleep.",
    "Presentation: «cough». Follow-up: two weeks.",
    "At discharge: «cough». Day 3: «itch».",
    "Now: «cough». At 3 months: «itch».",
    "On admission: «cough».\n\nOn discharge: «itch».",
    "Plan:\nWeek 1: creams for the «itch».\nWeek 2: review.",
]
BROUGHT_IN = [
    "[Imported from encounter of 04/06/2024]\nSeen for «hives|p».\n[End of import]\nToday: «cough».",
    "--- Begin copied text (encounter 04/06/2024) ---\nHas «hives|p».\n--- End copied text ---\nNow «cough».",
    'Dr Okoro, letter of last month: "«hives|p» of the legs".\nMine: «cough».',
    'Note of Dr Patel, 3/4/2024: "«hives|p»".\nToday «cough».',
    "Last note (Dr Patel): «hives|p».\nToday «cough».",
    "Dr Okoro: «hives» today.",
]


@pytest.mark.parametrize("text", [*IN_ORDER, *PRIOR_FUNCTION, *IN_NO_ORDER, *BROUGHT_IN])
def test_what_was_so_at_an_earlier_time_is_past(text):
    check(_marked(text))


def test_a_grade_or_a_value_of_the_same_stay_counts():
    assert not any(past("On arrival: hips 4/5, K 2.6. At discharge: walks, K 4.1.").values())
    assert past("Last clinic: hips 4/5. This clinic: hips 3/5.") == {"4/5": True, "3/5": False}


def past(text: str) -> dict[str, bool]:
    facts = report(Note(text))["facts"]
    return {fact["text"]: fact["historical"] for fact in facts if fact["label"] in ("STRENGTH_GRADE", "POTASSIUM")}
