"""Other people: whom a sentence takes up by a pronoun, and those whom somebody works for or meets."""

import pytest
from markup import check
from test_assertion import _marked

ANOTHERS = [
    "Her husband helps her to dress. He has himself had «shingles|f».",
    "His wife finds him pale. She is on treatment for «asthma|f», and he has «gout».",
    "Her sister has had «asthma|f» for years.",
    "Works as a carer, her client has «gout|f» and he is heavy.",
    "Home aide; one of his clients has «shingles|f».",
    "Two colleagues who ate there had «jaundice|f».",
    "Her flatmate at home also «dizzy|f» and sick.",
    "The other driver had «vertigo|f» afterwards.",
    "Her aunt, who has gout, endorses «vertigo» and falls.",
]
THE_PATIENTS = [
    "Her husband came with her. She has «gout».",
    "Her husband came with her. He noticed «jaundice».",
    "His wife brought him. She says «vertigo» came first.",
    "His wife brought him. She found him with «jaundice».",
    "His brother came along. He has «gout».",
    "His wife died in May.\n\nShe was kind. He has «gout».",
    "Client has «gout» and «asthma».",
    "His wife, who has gout, reports his «vertigo» since May.",
    "His wife, who has gout, noticed «vertigo».",
    "His wife, who is a cook, reports «vertigo».",
    "His wife, who has driven him here, reports «vertigo».",
]


@pytest.mark.parametrize("text", [*ANOTHERS, *THE_PATIENTS])
def test_whose_it_is(text):
    check(_marked(text))
