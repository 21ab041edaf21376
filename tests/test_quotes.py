"""What is quoted round a fact: whole words of its own clause, as far as they fit, and nothing that names a person."""

import pytest

from clinote.coding import quotes
from clinote.coding.case import Case
from clinote.facts import Fact, Weakness
from clinote.reading import Reading

LONG = "Since the operation her muscle weakness has slowly become much worse on every flight of stairs."


def phrase(text: str, words: str, length: int = 80, *, bare: bool = False) -> str:
    at = text.index(words)
    fact = Fact("WEAKNESS", at, at + len(words), words, "test", Weakness("weakness"))
    return quotes.phrase(Case(Reading(text), [fact], "outpatient"), fact, length, bare=bare)


@pytest.mark.parametrize(
    ("length", "quoted"),
    [
        (10, "… muscle weakness …"),  # the fact itself is not cut
        (21, "… muscle weakness …"),  # three characters on each side are not enough for 'her' or 'has'
        (22, "… muscle weakness has …"),
        (23, "… her muscle weakness has …"),
        (36, "… her muscle weakness has slowly …"),
        (49, "… operation her muscle weakness has slowly …"),
        (50, "… operation her muscle weakness has slowly become …"),
        (94, "Since the operation her muscle weakness has slowly become much worse on every flight of …"),
        (95, LONG.rstrip(".")),
    ],
)
def test_as_many_whole_words_as_fit(length, quoted):
    assert phrase(LONG, "muscle weakness", length) == quoted


@pytest.mark.parametrize(
    ("text", "length", "quoted"),
    [
        ("Rash; very weak in both legs since May; tired", 80, "Rash; very weak in both legs since May; tired"),
        ("Rash; very weak in both legs since May; tired", 40, "very weak in both legs since May"),
        ("Rash, very weak; in both legs since the fall, tired", 40, "very weak"),
        ("Rash | very weak | in both legs since the fall", 40, "very weak"),
        ("Rash: very weak in both legs", 14, "… very weak in …"),
        ("very weak/unsteady/dizzy/tired", 14, "very weak …"),  # no blank behind it: to the end of its word
        ("tired/unsteady/dizzy/weak now", 12, "… weak now"),
        ("[x] very weak [ ] tired [ ] sad", 80, "very weak"),
        ("very weak ........ yes", 80, "very weak ........ yes"),
        ("very weak. Tired.\nSad.", 80, "very weak"),
        ("2. very weak\n3. Tired", 80, "very weak"),
        ("- very weak (both legs)", 80, "very weak (both legs)"),
        ('He says "very weak" today', 80, "He says 'very weak' today"),
    ],
)
def test_the_clause_without_what_parts_it_from_others(text, length, quoted):
    assert phrase(text, "weak", length) == quoted


@pytest.mark.parametrize(
    ("text", "quoted", "bare"),
    [
        ("Roe 12345678, weak since 2019, tel 555-010-4477", "weak since 2019, tel", "weak since 2019, tel"),
        ("Seen for R53.1, weak since 2019 (I69.354)", "Seen for R53.1, weak since 2019 (I69.354)", "weak since 2019"),
    ],
)
def test_no_number_of_a_person_and_no_code_in_a_query(text, quoted, bare):
    assert phrase(text, "weak") == quoted
    assert phrase(text, "weak", bare=True) == bare


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Assessment: weak legs", "weak legs"),  # the title stands with the line's number
        ("Assessment is weak legs", "Assessment is weak legs"),
        ("S\n- Started to be weak", "Started to be weak"),
    ],
)
def test_the_title_of_the_section_is_not_quoted(text, quoted):
    assert phrase(text, "weak") == quoted


def listed(text: str, words: list[str], length: int) -> list[str]:
    facts = [
        Fact("WEAKNESS", at := text.index(word), at + len(word), word, "test", Weakness("weakness")) for word in words
    ]
    return quotes.listed(Case(Reading(text), facts, "outpatient"), facts, most=9, length=length)


def test_one_sentence_is_quoted_once_where_one_quote_holds_what_it_says():
    text = "He was weak in his legs after the long stay, and so tired that he could not dress. He was weaker today."
    assert listed(text, ["weak", "tired", "weaker"], 40) == [
        '"He was weak in his legs after the long stay, and so tired that he could not …" (line 1)',
        '"He was weaker today" (line 1)',
    ]


def test_a_single_word_between_commas_is_quoted_with_its_neighbors():
    text = "She came for cough, fever, weakness, rigors, rash and sweats of many weeks."
    assert phrase(text, "weakness", 40) == "… cough, fever, weakness, rigors, rash …"


def test_a_label_in_capitals_that_is_no_section_is_the_place():
    text = "LUNGS: Clear.\n\nOUTSIDE RECORDS READ: He is weak.\nGAIT: Slow, weak legs."
    assert listed(text, ["is weak", "weak legs"], 80) == [
        '"He is weak" (OUTSIDE RECORDS READ, line 3)',
        '"Slow, weak legs" (GAIT, line 4)',
    ]
