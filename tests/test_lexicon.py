"""The one pass over a text: word edges, the longest phrase, offsets of the note."""

import marshal

import pytest

from clinote.graph import draw
from clinote.lexicon import Lexicon, Scan
from clinote.patterns import Choice, Pattern, parse


def pattern(name, kind, *terms, words=None):
    return Pattern(name, kind, tuple(parse(term, words or {}) for term in terms), {})


PHRASES = Lexicon(
    [
        pattern("a", "x", "weak", "muscle weakness", "weakness"),
        pattern("b", "y", "muscle", "k+", "/ v", "insulin / dextrose", "hips > knees", "u&e", "(can't|i'll) sit"),
    ]
)


WORDS = {"side": Choice((("left",), (Choice((("both ",), ())), "right")))}


def found(text, phrases=PHRASES):
    return {kind: [text[h.start : h.end] for h in hits] for kind, hits in phrases.find(Scan(text)).items()}


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("weak", {"x": ["weak"]}),
        ("weakly, tweak, weak2", {}),
        ("muscle weakness", {"x": ["muscle weakness"], "y": ["muscle"]}),
        ("muscle \n\t  weakness  weak", {"x": ["muscle \n\t  weakness", "weak"], "y": ["muscle"]}),
        ("muscle-weakness", {"x": ["muscle-weakness"], "y": ["muscle"]}),
        ("k+4 /-v weak", {"x": ["weak"], "y": ["k+", "/-v"]}),
        ("éweak", {}),
        ("insulin / dextrose, insulin/dextrose", {"y": ["insulin / dextrose"]}),
        ("hips>knees, hips >  knees, hips knees", {"y": ["hips>knees", "hips >  knees"]}),
        ("u & e, u&e, cant sit, can't sit, ill sit", {"y": ["u & e", "u&e", "cant sit", "can't sit"]}),
        ("muscle, weakness. k+, weak", {"x": ["weakness", "weak"], "y": ["muscle", "k+"]}),
        ("\u2192weak weak\u2192", {"x": ["weak", "weak"]}),
        ("", {}),
    ],
)
def test_find(text, hits):
    assert found(text) == hits


def test_a_graph_that_was_kept_finds_the_same():
    members = [pattern("a", "x", "weak", "(left|right|[both ]legs) weak[ness]"), pattern("b", "x", "can't (sit|stand)")]
    kept = Lexicon(members, marshal.loads(marshal.dumps(draw(members))))
    text = "both-legs weakness, weak, cant sit, can't stand, left weak"
    assert found(text, kept) == found(text, Lexicon(members)) != {}
    assert {hit.pattern for hit in kept.find(Scan(text))["x"]} == set(members)


def test_a_window_finds_what_lies_in_it():
    text = "weak   x  muscle weakness   weak"
    inside = PHRASES.find(Scan(text), 8, 25)
    assert [(h.start, h.end) for h in inside["x"]] == [(10, 25)]


@pytest.mark.parametrize(
    ("term", "texts", "others"),
    [
        ("[upper ]trap[s]", ["trap", "traps", "upper trap", "upper-traps"], ["upper", "trapss", "uppertrap"]),
        (
            "(has|have)n't [been] able to",
            ["hasn't able to", "haven't been able to"],
            ["has not able to", "has able to"],
        ),
        ("extremit(y|ies)", ["extremity", "extremities"], ["extremit"]),
        ("[a|the] [b] c", ["c", "a c", "the b c", "b c"], ["a b", "the"]),
        ("{side}-sided", ["left sided", "right-sided", "both right sided"], ["sided", "both left sided"]),
        ("s/p", ["s/p"], ["s / p", "s p"]),
        ("mg++", ["mg++"], ["mg+", "mg +"]),
        ("t[ ]4", ["t4", "t 4"], ["t  x"]),
    ],
)
def test_a_term(term, texts, others):
    one = Lexicon([pattern("a", "x", term, words=WORDS)])
    for text in texts:
        assert found(text, one) == {"x": [text]}
        assert found(f"x {text}, y", one) == {"x": [text]}
    for text in others:
        assert text not in found(text, one).get("x", [])


def test_a_choice_costs_what_it_holds():
    """Twenty optional words make a million phrases and forty nodes."""
    term = " ".join(f"[w{n}]" for n in range(20)) + " end"
    assert found("w3 w7 w19 end w1", Lexicon([pattern("a", "x", term)])) == {"x": ["w3 w7 w19 end"]}


def test_the_first_of_two_patterns_of_a_kind():
    both = Lexicon([pattern("a", "x", "foot [drop]"), pattern("b", "x", "foot drop"), pattern("c", "z", "foot drop")])
    assert {k: [h.pattern.id for h in hits] for k, hits in both.find(Scan("foot drop")).items()} == {
        "x": ["a"], "z": ["c"],
    }  # fmt: skip


def test_digits_behind_letters():
    text = "Na138  K 4.1 -  T1, B12\n\nx2 2x \u00e94"
    assert [text[at - 1 : at + 1] for at in Scan(text).joints()] == ["a1", "T1", "B1", "x2", "\u00e94"]
