"""What an earlier visit or another document said, told in a sentence, a bracket, a quotation or under a dated label."""

import re

import pytest
from markup import check
from test_assertion import _marked

from clinote.engine import Note, report

MARKED = re.compile(r"«([^»|]+)(\|p)?»")

TOLD = [
    "When I last saw Mrs Lowe on 3 February she had «hives|p» and «vertigo|p».\nToday she is well.",
    "When Dr Patel examined her in January there was «rash|p» on both arms. This morning it is clear.",
    "At his March appointment he described «cough|p», and I heard «wheeze|p». Since then he has been well.",
    "During her May admission she had «jaundice|p» with «itch|p».",
    "As of his last session he had «cramps|p»; today «itch».",
    "She was reviewed by neurology two months ago, who found «vertigo|p».",
    "Outside hospital records (June 2024) show «rash|p». Now she has «cough».",
    "Per PCP note 5/5/25, pt had «hives|p» and «itch|p».",
    "He had been seen in May by neurology, who recorded «vertigo|p». Now he has «gout».",
    "Her admission letter of February describes «jaundice|p». She feels well now.",
    "On the last occasion I met him, in September, he had «cramps|p».",
    "His GP's letter of January mentions «itch|p». He has no rash now and sleeps.",
    "As noted at her October appointment, there was «wheeze|p»; now «cough».",
    "On his visit of 4 July he had «vertigo|p»; today «gout».",
    "I reviewed Mrs Cole in February. She was «dizzy|p» and had «cough|p». Now she has «rash».",
    "When we saw her last month she had «hives|p». There was «cough|p» too. Now there is «rash».",
]
LABELLED = [
    "Prior rheumatology evaluation (04/22): «rash|p», «itch|p».\nToday's evaluation (07/19): «cough».",
    'Previous opinion (Bristol, 2023): "«vertigo|p»". «Cough».',
    'Seen 6/52 ago by Dr Roy - "«hives|p» all over". «Cough».',
    "[copied from OT assessment 02/14/2026: «cramps|p»]\n«Cough».",
    "Taken with «cough» (from cardiology letter, 3 May: «hives|p») and «itch».",
    "Interval history (brought forward from 10/2): «hives|p».\nUpdate today: «cough».",
    "ED visit 8/30 - «hives|p».\nToday: «cough».",
    "Rheumatology, Feb 2025: «rash|p».\nNow: «cough».",
    "Previously documented (visit of 10/10): «hives|p».\nNow «cough».",
    "[Copied from 2/14 visit] «cramps|p» at night\nToday «cough».",
    "Exam 3/1 (Dr Low): «wheeze|p». Exam today: «rash».",
    "However, May 4, 2019, she was seen in the ER with «hives|p». She was given a pill. Today she is well.",
    "On 5/4 he was again evaluated at Leeds for «cough|p»; now he has «itch».",
]
OF_NOW = [
    "Admitted 3/2 with «jaundice» and «itch».",
    "Seen by Dr Roy yesterday, who found «wheeze» on both sides.",
    "Since her last visit she has had «hives».",
    "On 5/4 she was seen in the ER with «hives».",
    "When I last saw him in May he was well. He has had «cough» for a month.",
    "At her last visit we stopped the pill, and she has had «hives» since.",
    "Last visit: «cough|p», at present «hives».",
    "Last visit: «cough|p»; since then a «rash».",
    "Previous note: «gout|p», currently a «sore throat».",
    "When I last saw her in June she had «rash|p», and today she still has «itch».",
    "At the time of discharge on 6/14 there was «itch». Today's bloods are back.",
    "Progress note 5/4/26: «cough» for two weeks.",
    "Review 2/52: «cough». Now home.",
    "Telephone note 4/5: «cough» for 3 days. Clinic today.",
    "Meds (per summary):\n- codeine for «cough»",
    "Dermatology: «rash».",
    "Examined with Dr Low: «wheeze».",
    "Compared with last visit the «cough» is worse.",
    "Report: the scan from May, which shows «ascites».",
    "In summary, the plan was going back to clinic for «cough».",
]


@pytest.mark.parametrize("text", [*TOLD, *LABELLED, *OF_NOW])
def test_what_an_earlier_visit_found_was_so_then(text):
    check(_marked(text))


def test_a_date_is_an_earlier_one_where_it_is_long_before_the_note():
    text = "I saw her on 2 May, when hip flexors were 3/5."
    past = [report(Note(text, date=day))["facts"][0]["historical"] for day in ("2026-05-04", "2026-08-04")]
    assert past == [False, True]


EPISODES = [
    "In 2009 he was hospitalized with «weakness|p». Exam then showed a grip of «4/5|p». In 2014 he had a normal scan.",
    "On 3/3/2012 she was admitted for «fatigue|p». On exam there was «weakness|p» of both arms. She improved.",
    "In May 2011 he presented with «weakness|p». He was «tired|p», too. By 2012 he was well.",
    "Reviewed on 4/5/2016 complaining of «fatigue|p» and «falls|p». Assessment: cough.",
    "In 2019 she was admitted with «weakness|p». She has been «tired» since.",
    "In 2019 she was admitted with «weakness|p». She is «tired».",
    "In 2019 she was admitted with «weakness|p».\nShe was «tired» on arrival.",
    "Admitted with «weakness». On exam he was «tired».",
    "He underwent a laminectomy on 5/2/2010 because of «weakness|p».",
    "She stopped work four months ago due to «fatigue».",
]


@pytest.mark.parametrize("text", EPISODES)
def test_sentences_that_tell_on_of_a_time_long_past_are_of_then(text):
    plain = text.replace("«", "").replace("|p»", "").replace("»", "")
    found = {fact["text"]: fact["historical"] for fact in report(Note(plain, date="2026-11-01"))["facts"]}
    assert [found[words] for words, _ in MARKED.findall(text)] == [bool(past) for _, past in MARKED.findall(text)]


def test_values_and_grades_of_an_earlier_visit_are_past_and_a_disease_that_lasts_is_not():
    text = "At her June visit hip flexors were 4/5, CK was 900 and I diagnosed polymyositis."
    past = {fact["label"]: fact["historical"] for fact in report(Note(text))["facts"]}
    assert past["STRENGTH_GRADE"]
    assert past["CK"]
    assert not past["DIAGNOSIS"]


RESULTS = [
    "Previous bloods: «K 2.8|p», «Hb 84|p».\nNow «K 3.1».",
    "Prior lab work (April): «sodium 121|p». «Sodium 138».",
    "Old blood tests (4 months ago): «CK 800|p».",
    "Prev ix 5/12 ago\n«Hb 81|p»\n«K 2.7|p»",
    "Labs - previous\n- «TSH 12|p»\n- «CK 800|p»",
    "Bloods (prev): «Hb 81|p».",
    "| Previous labs | «Hb 81|p» |",
    "Results from the previous visit:\n«K 2.8|p»",
    "Labs last year showed «CK 800|p».",
    "Prev. bloods: «Hb 81|p».",
    "Old bloods: «Hb 100|p». New bloods: «Hb 85».",
    "Previous labs 05/2024\n«Hb 81|p»\n«K 2.8|p»",
    "«CK 800|p» on prior labs, «300» now.",
    "Last bloods 4/12 ago - «K 2.8|p».",
    "«Sodium three years ago was 121|p».",
    "«CK prev 800|p».",
    "«TSH in 2019 was high|p».",
    "«CK 800», previously «300|p».",
    "Prev appointment: «weak|p» all over.",
    "Previous consult - «weak|p» all over.",
]
RESULTS_OF_NOW = [
    "Last labs: «K 2.8».",
    "Earlier labs today: «K 2.8».",
    "«K 2.8», was «3.9|p» on previous labs.",
    "«Weak» as on previous tests.",
    "Outside labs: «K 2.8».",
    "Labs from last night: «K 2.8».",
    "Labs of 3/2: «K 2.8».",
    "«Potassium 2 days ago was 2.8».",
    "Prev bloods normal. «Weak» for 3 weeks.",
    "Prior labs requested. «K 2.8».",
    "Ix\nLast bloods 7/12 ago\n«Hb 81|p»\nMatters arising\n1) «weakness»",
    "Previous results\n«Hb 81|p»\n«Weak» in both arms",
    "Last review - 4 months ago. «Weak» since then.",
    "Prior evaluation - EMG normal. «Weak» in both legs.",
]


@pytest.mark.parametrize("text", RESULTS + RESULTS_OF_NOW)
def test_results_under_an_earlier_time_are_past_and_complaints_beside_them_are_not(text):
    check(*_marked(text))
