"""The report as one self-contained page: no network, everything escaped, scripts and styles named by their hash."""

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from clinote.version import __version__
from clinote.views import marks, words
from clinote.views.brief import Brief
from clinote.views.case import Case
from clinote.views.dashboard import Summary, headline, rows

_HERE = Path(__file__).parent / "templates"


def page(case: Case, *, quotes: bool = True) -> str:
    """The report on one note; without `quotes` no word of the note is in it."""
    return _render("report.html", case=case, brief=Brief(case, quotes, whole=True), quotes=quotes, form=None)


def desk(
    case: Case | None = None, *, text: str = "", setting: str | None = None, date: str | None = None, said: str = ""
) -> str:
    """The page of `clinote serve`: the report on a note with an empty form for the next one, or a form.

    `text`, `setting` and `date` fill the form where a note could not be read.
    """
    form = {"text": text, "setting": setting or "", "date": date or "", "said": said}
    if case is None:
        return _render("desk.html", case=None, form=form)
    return _render("report.html", case=case, brief=Brief(case, whole=True), quotes=True, form=form)


def door(said: str = "") -> str:
    """The page that asks for the token."""
    return _render("door.html", said=said)


def dashboard(summary: Summary, pages: Mapping[int, str] | None = None) -> str:
    """The page on many reports (`clinote.views.dashboard`); `pages` has the addresses of the notes' own pages."""
    return _render("dashboard.html", summary=summary, headline=headline(summary), rows=rows(summary, pages))


def policy(forms: str) -> str:
    """The Content-Security-Policy of our pages: our own scripts and style, nothing from elsewhere."""
    scripts = " ".join(f"'{_digest(name)}'" for name in ("clinote.js", "worklist.js"))
    return (
        f"default-src 'none'; script-src {scripts}; style-src '{_digest('clinote.css')}'; "
        f"base-uri 'none'; form-action {forms}"
    )


def _render(template: str, **values: Any) -> str:
    forms = "'none'" if values.get("form") is None and template != "door.html" else "'self'"
    return _environment().get_template(template).render(policy=policy(forms), **values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "style": Markup(_asset("clinote.css")),
        "script": Markup(_asset("clinote.js")),
        "worklist": Markup(_asset("worklist.js")),
        "words": words,
        "PLACES": 60,
        "ROWS": 500,
        "LIST": ("Note", "Patient", "Date", "Setting", "Author", "Decision", "Status", "Queries", "Alerts", "Mark"),
        "version": __version__,
        "lines": marks.lines,
        "bearing": _bearing,
        "tip": _tip,
        "stance": _stance,
    }
    environment.filters |= {
        "plain": words.plain,
        "safe_text": words.safe,
        "flags_of": _letters,
        "breakable": _breakable,
    }
    return environment


@cache
def _asset(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _digest(name: str) -> str:
    return "sha256-" + b64encode(sha256(_asset(name).encode()).digest()).decode()


def _letters(fact: dict[str, Any]) -> list[str]:
    """The letters of a fact's flags."""
    return [words.LETTERS[flag] for flag in words.flags(fact)]


def _breakable(id: str) -> Markup:
    """An id that may be broken behind its dots and hyphens, and nowhere else."""
    return Markup(escape(id).replace(".", Markup(".<wbr>")).replace("-", Markup("-<wbr>")))


def _bearing(case: Case, facts: list[dict[str, Any]]) -> str:
    """For the page's script: which code each of these facts supports (`c0:supports`) or opposes."""
    return " ".join(f"c{number}:{stance}" for fact in facts for number, stance in case.bearings.get(fact["id"], ()))


def _stance(case: Case, facts: list[dict[str, Any]]) -> str:
    """How a stretch bears on the answer, when several facts lie on it."""
    found = {case.stance(fact["id"]) for fact in facts}
    return next(stance for stance in ("opposes", "supports", "context") if stance in found)


def _tip(case: Case, facts: list[dict[str, Any]]) -> str:
    """What a pointer or a screen reader is told of a marked stretch."""
    return "; ".join(_told(case, fact) for fact in facts)


def _told(case: Case, fact: dict[str, Any]) -> str:
    said = [f"{words.LABELS[fact['label']]}: {words.describe(fact)}"]
    for flag in words.flags(fact):
        cue = fact["cues"].get(flag)
        said.append(f"{flag} by “{words.plain(cue['text'])}”" if cue else flag)
    said += [f"{stance} {case.codes[number]['code']}" for number, stance in case.bearings.get(fact["id"], ())]
    return ", ".join(said)
