"""Every pattern finds its own examples, at their offsets, and nothing else of its label."""

from dataclasses import replace

import pytest
from markup import within

from clinote import patterns, resources
from clinote.checking import of_pattern
from clinote.errors import PatternError

CASES = [
    pytest.param(file, replace(pattern, examples=(example,)), id=f"{pattern.id}: {example[:60]}")
    for file in patterns.load().values()
    for pattern in file.patterns
    for example in pattern.examples
]


@pytest.mark.parametrize(("file", "pattern"), CASES)
def test_example(file, pattern):
    assert list(of_pattern(file, pattern)) == []
    longer = replace(pattern, examples=tuple(within(example) for example in pattern.examples))
    assert list(of_pattern(file, longer)) == []


def test_terms_write_out():
    assert patterns.expand("(trouble|difficulty) [with ]swallowing", {}) == [
        "trouble with swallowing",
        "trouble swallowing",
        "difficulty with swallowing",
        "difficulty swallowing",
    ]


@pytest.mark.parametrize("term", ["(a|b", "a)", "{nobody}", "[a", "(a]", "a}"])
def test_broken_terms_are_refused(term):
    with pytest.raises(PatternError):
        patterns.expand(term, {})


def test_the_patterns_stay_small():
    sizes = {name: patterns.atoms(file) for name, file in patterns.load().items()}
    assert {name: size for name, size in sizes.items() if size > 8_000} == {}
    assert 10_000 < sum(sizes.values()) < 40_000


def test_the_size_of_a_file(tmp_path):
    file = tmp_path / "a.toml"
    file.write_text(
        "kind = 'finding'\n"
        "limits = ['only', 'just']\n[words]\nleg = ['leg', 'thigh']\n[[pattern]]\nid = 'a'\nsource = 's'\n"
        "examples = ['x']\nterms = ['(weak|limp) {leg}', 'lame [left ]{leg}']\n"
    )
    # two limits, two words, 'weak', 'limp', 'lame', 'left', and the list twice
    assert patterns.atoms(patterns.load_file(file, {})) == 10


def test_a_word_with_its_spellings():
    assert {"proximal weakness", "proximal weaknesses", "proximal weaknes"} <= set(
        patterns.expand("proximal ~weakness", {})
    )


RECORD = "[[pattern]]\nid = 'a.b'\nsource = 's'\nexamples = ['x']\nterms = ['x']\n"


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        (f"kind = 'weakness'\n{RECORD}guart = 'x'", "line 3: 'guart' is unknown"),
        (f"kind = 'weakness'\n{RECORD}concept = 'weekness'", "line 3: the concept 'weekness' is unknown"),
        (f"kind = 'cue'\n{RECORD}class = 'far'", "line 3: the class 'far' is unknown"),
        (f"kind = 'cue'\n{RECORD}words = 'two'", "words is 'two' and has to be a number"),
        (f"kind = 'weekness'\n{RECORD}", "the kind 'weekness' is unknown"),
        (f"kind = 'cue'\n{RECORD}".replace("terms = ['x']", "terms = ['{x}']"), "names the unknown word list {x}"),
        ("[[pattern]]\nid = 'a.b'", "terms, source, examples is missing"),
    ],
)
def test_a_faulty_record_is_refused(tmp_path, file, fault):
    path = tmp_path / "faulty.toml"
    path.write_text(file.replace("id = 'a.b'", 'id = "a.b"'))
    with pytest.raises(PatternError) as error:
        patterns.load_file(path, {})
    assert str(error.value).startswith("faulty.toml, pattern a.b")
    assert fault in str(error.value)


@pytest.mark.parametrize(
    ("term", "fault"),
    [
        ("left {leg", "does not close with '}'"),  # though all but its last letter, `{le`, names a list
        ("left (leg|arm", "does not close with ')'"),
        ("left leg}", "closes a bracket that it never opened: '}'"),
        ("(" * 2000 + "leg" + ")" * 2000, "nests brackets more than 20 deep"),
    ],
)
def test_brackets_that_do_not_fit(term, fault):
    with pytest.raises(PatternError) as error:
        patterns.parse(term, {"le": patterns.Choice((("legs",),))})
    assert fault in str(error.value)


def test_a_file_is_read_anew_when_it_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(resources, "_folder", lambda: tmp_path / "cache")
    file = tmp_path / "words.toml"
    file.write_text('a = "one"', encoding="utf-8")
    assert resources.toml(file) == resources.toml(file) == {"a": "one"}
    file.write_text('a = "other"', encoding="utf-8")
    assert resources.toml(file) == {"a": "other"}
    for kept in (tmp_path / "cache").iterdir():
        kept.write_bytes(b"no cache")
    assert resources.toml(file) == {"a": "other"}
    file.write_text('a = "', encoding="utf-8")
    with pytest.raises(PatternError, match=r"words\.toml: "):
        resources.toml(file)


def test_what_is_made_of_files_is_kept_until_one_of_them_changes(tmp_path, monkeypatch):
    monkeypatch.setattr(resources, "_folder", lambda: tmp_path / "cache")
    files = [tmp_path / "one", tmp_path / "two"]
    for file in files:
        file.write_text("1", encoding="utf-8")
    made = []

    def make():
        made.append(sum(int(file.read_text(encoding="utf-8")) for file in files))
        return made[-1]

    assert [resources.kept("sum", files, make) for _ in "ab"] == [2, 2]
    files[1].write_text("20", encoding="utf-8")
    assert [resources.kept("sum", files, make) for _ in "ab"] == [21, 21]
    assert [resources.kept("sum", files[:1], make) for _ in "ab"] == [21, 21]
    assert made == [2, 21, 21]


def test_a_cache_that_cannot_be_written_is_none(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setattr(resources, "_folder", lambda: tmp_path / "file" / "folder")
    file = tmp_path / "words.toml"
    file.write_text('a = "one"', encoding="utf-8")
    assert resources.toml(file) == {"a": "one"}
