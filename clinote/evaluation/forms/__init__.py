"""Changes of form that keep the meaning: what a note says must not hang on how it is laid out or worded.

Each change is a pure function from a text to a `Rewriting` (the new text and where each old place has gone), or to
None where it finds nothing to change. It is careful rather than complete: where a reader could take the new form for
something else, the text is left as it was. Words exchanged are data in `patterns/evaluation/forms.toml`.
"""

from collections.abc import Callable
from functools import cache, partial

from clinote.evaluation.forms import markup, space, wording
from clinote.evaluation.forms.rewriting import Rewriting, carry

__all__ = ["Change", "Rewriting", "carry", "changes"]

Change = Callable[[str], Rewriting | None]


@cache
def changes() -> dict[str, Change]:
    """Every change by its name, in the order they are told of."""
    return {**_space(), **_characters(), **_markup(), **_lists(), **dict(wording.swaps()), **_unrelated()}


def _space() -> dict[str, Change]:
    return {
        **{f"indent: {n} blanks": partial(space.indent, by=" " * n) for n in (1, 4, 8)},
        "indent: tab": partial(space.indent, by="\t"),
        "blanks at line ends": space.trail,
        **{f"wrap: {n} columns": partial(space.wrap, width=n) for n in (40, 60, 72, 80)},
        "wrap: hanging indent": partial(space.wrap, width=60, hang="   "),
        "wrap: deep hanging indent": partial(space.wrap, width=50, hang=" " * 8),
        "wrap: filled to one width": partial(space.fill, width=72),
        "wrap: hyphens within words": partial(space.hyphenate, width=60, hyphen="-"),
        "wrap: soft hyphens within words": partial(space.hyphenate, width=60, hyphen="\u00ad"),
        "unwrap": space.unwrap,
        "page: blank lines in a sentence": partial(space.turn, put="\n\n"),
        "page: foot in a sentence": partial(space.turn, put="\n\nPage 1 of 2\n\f\n"),
        "page: number in a sentence": partial(space.turn, put="\n2\n"),
        "page: record in a sentence": partial(space.turn, put="\nVOE 000421\n"),
        "margin: >": partial(space.quote, width=72),
        "margin: numbers": partial(space.number, style="{:3d}  "),
        "margin: [numbers]": partial(space.number, style="[{:04d}] "),
        "margin: L and numbers": partial(space.number, style="L{} "),
        "margin: numbers behind": partial(space.beside, right="  {:08d}"),
        "margin: frame": space.frame,
        "margin: //": partial(space.beside, left="// "),
        "margin: |": partial(space.beside, left="| "),
        "margin: times": partial(space.beside, left="[09:{:02d}] "),
        "margin: times of ISO": partial(space.beside, left="2026-02-11T09:{:02d}:00Z "),
        "margin: initials": partial(space.beside, left="JV: "),
        "margin: specks": partial(space.beside, right=" ."),
        "margin: quotes": partial(space.beside, left='"', right='"'),
        "margin: empty cells": partial(space.beside, right=",,,"),
        "gaps of three blanks": space.gape,
        "two blanks behind sentences": space.double,
        "two blanks for each": space.spread,
        "no blank behind sentences": space.glue,
        "blank lines": space.loosen,
        "form feeds": space.paged,
        "line ends: CR": partial(space.swap, old="\n", new="\r"),
        "line ends: CRLF": partial(space.swap, old="\n", new="\r\n"),
        "line ends: U+2028": partial(space.swap, old="\n", new="\u2028"),
    }


def _characters() -> dict[str, Change]:
    return {
        "case: upper": lambda text: space.cased(text, (c.upper() for c in text)),
        "case: lower": lambda text: space.cased(text, (c.lower() for c in text)),
        "no-break spaces": partial(space.swap, old=" ", new="\u00a0"),
        "zero-width spaces within words": partial(space.within, sign="\u200b"),
        "zero-width spaces behind words": partial(space.between, sign="\u200b"),
        "soft hyphens within words": partial(space.within, sign="\u00ad"),
        "byte-order mark": space.mark_order,
        "curly apostrophes": partial(space.swap, old="'", new="\u2019"),
        "apostrophes of Windows-1252": partial(space.swap, old="'", new="\x92"),
        "apostrophes read as others": partial(space.swap, old="'", new="\u00e2\u20ac\u2122"),
        "unbroken hyphens": partial(space.swap, old="-", new="\u2011"),
        "thin spaces": partial(space.swap, old=" ", new="\u2009"),
        "ligatures": partial(space.exchange, signs={"fi": "\ufb01", "fl": "\ufb02"}),
        "accents apart": space.decompose,
        "fraction slashes": partial(space.exchange, signs={"/5": "\u20445"}),
        "no blank behind colons": space.tighten,
        "full-width colons": partial(space.swap, old=":", new="\uff1a"),
        "escaped: \\n": partial(markup.escaped, break_="\\n"),
        "escaped: \\.br\\": partial(markup.escaped, break_="\\.br\\"),
        "escaped: _x000D_": partial(markup.escaped, break_="_x000D_\n"),
        "escaped: ^M": partial(markup.escaped, break_="^M"),
        "one line: |": partial(markup.escaped, break_=" | "),
        "one line: //": partial(markup.escaped, break_=" // "),
        "escaped: Markdown": markup.escaped_marks,
        "escaped: HTML twice": markup.escaped_twice,
    }


def _markup() -> dict[str, Change]:
    return {
        "HTML: paragraphs": markup.paragraphs,
        "HTML: divisions": markup.divisions,
        "HTML: line breaks": markup.breaks,
        "HTML: entities": markup.entities,
        "HTML: preformatted": markup.preformatted,
        "HTML: breaks within words": partial(space.within, sign="<wbr>"),
        "HTML: lists": markup.html_list,
        "HTML: tables": markup.html_table,
        "cells: bars": partial(markup.barred, bar=" | "),
        "cells: tabs": partial(markup.barred, bar="\t"),
        "cells: commas": partial(markup.barred, bar=","),
        "bold: **": partial(markup.bold, before="**", behind="**"),
        "bold: <b>": partial(markup.bold, before="<b>", behind="</b>"),
        "emphasis: *": partial(markup.emphasized, sign="*"),
        "emphasis: __": partial(markup.emphasized, sign="__"),
        "heading: ##": partial(markup.bold, before="## ", behind=""),
        "heading: own line": partial(markup.headed, before="", behind=":", apart=True),
        "heading: own line, no colon": partial(markup.headed, before="", behind="", apart=True),
        "heading: underlined": partial(markup.headed, before="", behind="\n{}", apart=True),
        "heading: [ ]": partial(markup.headed, before="[", behind="]", apart=False),
        "heading: ** **, no colon": partial(markup.headed, before="**", behind="**", apart=False),
        "heading: <b>, no colon": partial(markup.headed, before="<b>", behind="</b>", apart=False),
        "heading: === ===": partial(markup.headed, before="=== ", behind=" ===", apart=True),
        "heading: [b]": partial(markup.headed, before="[b]", behind="[/b]", apart=False),
        "heading: dots": partial(markup.headed, before="", behind=" .....", apart=False),
        "heading: slash": partial(markup.headed, before="", behind="/", apart=True),
        "heading: \u25bc": partial(markup.headed, before="\u25bc ", behind="", apart=True),
        "label: dash": partial(markup.relabelled, old=":", new=" - "),
        "label: colon": partial(markup.relabelled, old="-", new=": "),
        "label: cell": partial(markup.celled, bar=" | "),
        "label: tab": partial(markup.celled, bar="\t"),
        "label: bracket": markup.bracketed,
    }


def _lists() -> dict[str, Change]:
    return {
        "list: bullets for commas": partial(wording.itemized, colon=":", bullet="- "),
        "list: indented bullets, no colon": partial(wording.itemized, colon="", bullet="  - "),
        "list: lines for commas": partial(wording.itemized, colon=":", bullet="    "),
        "list: commas for bullets": wording.run_in,
        "list: semicolons": partial(wording.separated, sign=";"),
        "list: ampersand": wording.ampersand,
        "list: order": wording.turned,
        "bullets: order": wording.turned_bullets,
        "bullets: \u2022": partial(markup.bullets, sign="\u2022"),
        "bullets: *": partial(markup.bullets, sign="*"),
        "bullets: o": partial(markup.bullets, sign="o"),
        "bullets: \u25cb": partial(markup.bullets, sign="\u25cb"),
        "bullets: \u25a0": partial(markup.bullets, sign="\u25a0"),
        "bullets: \uf0b7": partial(markup.bullets, sign="\uf0b7"),
        "bullets: in one line": markup.in_one_line,
        "bullets: numbers": partial(markup.numbered, style="{}."),
        "bullets: (numbers)": partial(markup.numbered, style="({})"),
        "numbers: bullets": markup.unnumbered,
    }


def _unrelated() -> dict[str, Change]:
    places = {"before": wording.before, "amid": wording.amid, "behind": wording.behind}
    return {
        f"unrelated line {place}: {number}": partial(insert, line=line)
        for place, insert in places.items()
        for number, line in enumerate(wording.data()["unrelated"][place], start=1)
    }
