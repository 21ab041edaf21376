"""Other people: whom a sentence takes up by a pronoun, and those whom somebody works for or meets."""

import pytest
from markup import check
from test_assertion import _marked

ANOTHERS = [
    "Per daughter, he has «vertigo». Daughter herself has «gout|f».",
    "Per wife, he has «vertigo». Wife herself has «gout|f».",
    "His son says he has «vertigo». The son himself had «gout|f».",
    "Mother has «gout|f» and frets about her own «vertigo|f».",
    "Her sister has «gout|f», which makes her «tired|f».",
    "Her husband helps her to dress. He has himself had «shingles|f».",
    "His wife finds him pale. She is on treatment for «asthma|f», and he has «gout».",
    "Her sister has had «asthma|f» for years.",
    "Works as a carer, her client has «gout|f» and he is heavy.",
    "Home aide; one of his clients has «shingles|f».",
    "Two colleagues who ate there had «jaundice|f».",
    "Husband is in a wheelchair with «gout|f». She is «dizzy».",
    "Gran on mum's side had «gout|f».",
    "Her husband is at home with her, «dizzy».",
    "Her flatmate at home also «dizzy|f» and sick.",
    "The other driver had «vertigo|f» afterwards.",
    "His wife sits beside him; she has been «dizzy|f» since her operation and he looks after her.",
    "61M with gout. Wife present, she has «asthma|f».",
    "Mrs. Roe is a 50-year-old woman. Her husband drove; he is «jaundiced|f» and deaf. She has «gout».",
    "68 yo man. Lives with his mother; she was «dizzy|f» last week, he is well.",
    "74M. Daughter here, and she is «fatigued|f». The patient has «gout».",
    "Her aunt, who has gout, endorses «vertigo» and falls.",
]
THE_PATIENTS = [
    "Her mother has «gout|f», which makes her fret about her own «vertigo».",
    "His father died of «sepsis|f», and he frets that his own «cough» is the same.",
    "Brother has «gout|f», and the patient himself has «asthma».",
    "Her mother had «gout|f», which has her fretting over her own «vertigo».",
    "Sister has «gout|f», hence the concern about her own «vertigo».",
    "Her aunt had «gout|f», so she asks whether her own «cramps» are that.",
    "Her husband came with her. She has «gout».",
    "Her husband came with her. He noticed «jaundice».",
    "His wife brought him. She says «vertigo» came first.",
    "His wife brought him. She found him with «jaundice».",
    "His brother came along. He has «gout».",
    "His wife died in May.\n\nShe was kind. He has «gout».",
    "Client has «gout» and «asthma».",
    "Her mother lives with her; she has «gout».",
    "61M. Wife present, she has noticed «jaundice».",
    "61M. Wife present; she is worried about his «vertigo».",
    "61F. Husband present; he has to help her, for she has «vertigo».",
    "She and her husband walk; she has «gout».",
    "His wife is not aware that «vertigo» came first.",
    "His wife, who has gout, reports his «vertigo» since May.",
    "His wife, who has gout, noticed «vertigo».",
    "His wife, who is a cook, reports «vertigo».",
    "His wife, who has driven him here, reports «vertigo».",
]
JOINT = [
    "SH/FH: retired baker, feels «dizzy».",
    "FHX/SHX: «cramps» keep him from his allotment. Father with «gout|f».",
    "PSH/FHX/SHX: «tinnitus» since 2018, mother had «gout|f».",
    "Social and family history: lives with a cat, has «cramps».",
    "Family Hx / Social Hx: «cramps», smokes.",
    "Social history/Family history: off work because of «vertigo».",
    "Social/Family history\nWidowed, has «vertigo».",
    "SH/FH: «gout|f» in two brothers. Patient «dizzy» at home.",
    "SHX/FHX: «gout|f» runs in the family.",
    "FH: «gout|f», «asthma|f».",
    "Family medical history: «gout|f».",
    "Past surgical and family history: none. Family history: «gout|f».",
]


@pytest.mark.parametrize("text", [*ANOTHERS, *THE_PATIENTS, *JOINT])
def test_whose_it_is(text):
    check(_marked(text))
