"""The same words in other dress: HTML, bullets, numbers, bold, a label and its value in other signs."""

import html
import re
from collections.abc import Iterator

from clinote.evaluation.forms.lines import Line, bulleted, lines, wrapped
from clinote.evaluation.forms.rewriting import Edit, Rewriting
from clinote.expressions import expression
from clinote.sections import header

_MARKUP = expression(r"<[a-zA-Z/!]|&[a-zA-Z#]\w*;")
_SPECIAL = expression(r"[&<>\"]")
_LABEL = expression(
    r"(?P<head>[ \t]*(?:\d{1,2}[.)] |[-*•] )?)(?P<label>[A-Z][A-Za-z/' ]{0,32}[A-Za-z])(?P<sep>: ?| - | – )"
    r"(?P<value>[A-Za-z0-9(<>][^:|;\t\n]{0,44}?)(?P<stop>\.?)$"
)
_HEADING = expression(r"(?P<head>[ \t]*)(?P<title>[A-Z][A-Za-z/&' ]{2,40})(?P<colon>:)(?=\s|$)")
_MEASURED = expression(r"\d[\w.,/+-]*(?: [\w/%]+){0,2}")
_REFERRED = expression(r"#\s?\d|\bnumber (?:\d|one|two|three)|\((?:\d|see \d)\)", re.I)
"""Words that refer to an item by its number."""
_MOST_WORDS = 5


def paragraphs(text: str) -> Rewriting | None:
    """Each line a paragraph of HTML."""
    return _tagged(text, "<p>", "</p>", "")


def breaks(text: str) -> Rewriting | None:
    """Line breaks as tags, in one long line."""
    return _tagged(text, "", "", "<br>")


def divisions(text: str) -> Rewriting | None:
    """Each line a division, on lines of their own."""
    return _tagged(text, "<div>", "</div>", "\n")


def _tagged(text: str, before: str, behind: str, between: str) -> Rewriting | None:
    if _MARKUP.search(text):
        return None
    edits = [Edit(m.start(), m.end(), html.escape(m.group())) for m in _SPECIAL.finditer(text)]
    edits += [Edit(m.start(), m.end(), "&nbsp;" * len(m.group())) for m in re.finditer(r"(?m)^ +(?=\S)| {2,}", text)]
    only_wraps = set(wrapped(text))
    opened = 0
    for line in lines(text):
        if line.end in only_wraps:
            continue
        filled = text[opened : line.end].strip()
        if filled or not before:
            edits += [Edit(opened, opened, before), Edit(line.end, line.end, behind)]
        if line.end < len(text):
            edits.append(Edit(line.end, line.end + 1, between))
        opened = line.end + 1
    return Rewriting.of(text, edits)


def entities(text: str) -> Rewriting | None:
    """Signs as numeric entities."""
    if _MARKUP.search(text):
        return None
    return Rewriting.of(
        text, (Edit(m.start(), m.end(), f"&#{ord(m.group())};") for m in re.finditer("[/,'&<>+]", text))
    )


def html_list(text: str) -> Rewriting | None:
    """Bulleted items as items of HTML."""
    edits = []
    for run in bulleted(text):
        for item in run:
            edits.append(Edit(item.line.start, item.begin, "<ul>\n<li>" if item is run[0] else "<li>"))
            edits.append(Edit(item.line.end, item.line.end, "</li>\n</ul>" if item is run[-1] else "</li>"))
    return Rewriting.of(text, edits) if edits and not _MARKUP.search(text) else None


def html_table(text: str) -> Rewriting | None:
    """Neighbouring lines with equally many cells as rows of a table of HTML."""
    if _MARKUP.search(text):
        return None
    edits: list[Edit] = []
    for rows in _tables(text):
        for row, gaps in rows:
            first, last = row is rows[0][0], row is rows[-1][0]
            edits.append(Edit(row.start, row.start + _margin(row), ("<table>" if first else "") + "<tr><td>"))
            edits += [Edit(row.start + a, row.start + b, "</td><td>") for a, b in gaps]
            edits.append(Edit(row.end, row.end, "</td></tr>" + ("</table>" if last else "")))
            edits += [
                Edit(row.start + m.start(), row.start + m.end(), html.escape(m.group()))
                for m in _SPECIAL.finditer(row.text)
            ]
    return Rewriting.of(text, edits)


def barred(text: str, bar: str) -> Rewriting | None:
    """Cells that blanks part, parted by another sign, unless they hold it."""
    if bar.strip() and any(bar.strip() in row.text for rows in _tables(text) for row, _ in rows):
        return None
    gaps = ((row, gap) for rows in _tables(text) for row, gaps in rows for gap in gaps)
    return Rewriting.of(text, (Edit(row.start + a, row.start + b, bar) for row, (a, b) in gaps))


def _margin(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())


def _tables(text: str) -> Iterator[list[tuple[Line, list[tuple[int, int]]]]]:
    """Runs of at least three lines that blanks part into the same number (three or more) of cells."""
    run: list[tuple[Line, list[tuple[int, int]]]] = []
    for line in [*lines(text), Line(len(text), len(text), "")]:
        gaps = [m.span() for m in re.finditer(r"(?<=\S) {2,}(?=\S)", line.text)]
        tidy = len(gaps) > 1 and "|" not in line.text and "\t" not in line.text
        if tidy and (not run or len(gaps) == len(run[0][1])):
            run.append((line, gaps))
            continue
        if len(run) > 2:
            yield run
        run = [(line, gaps)] if tidy else []


def bullets(text: str, sign: str) -> Rewriting | None:
    """Another sign in front of each bulleted item."""
    return Rewriting.of(text, (Edit(*item.sign, sign) for run in bulleted(text) for item in run))


def numbered(text: str, style: str) -> Rewriting | None:
    """Bulleted items numbered."""
    items = (pair for run in bulleted(text) for pair in enumerate(run, start=1))
    return Rewriting.of(text, (Edit(*item.sign, style.format(number)) for number, item in items))


def unnumbered(text: str) -> Rewriting | None:
    """Numbered items bulleted."""
    if _REFERRED.search(text):
        return None
    found = list(re.finditer(r"(?m)^[ \t]*(\d{1,2}[.)])(?= [A-Za-z])", text))
    return Rewriting.of(text, (Edit(*m.span(1), "-") for m in found)) if len(found) > 1 else None


def bold(text: str, before: str, behind: str) -> Rewriting | None:
    """Headings and labels at a line's start emphasized."""
    edits = []
    for line in lines(text):
        if found := _HEADING.match(line.text):
            edits.append(Edit(line.start + found.start("title"), line.start + found.start("title"), before))
            edits.append(Edit(line.start + found.end("colon"), line.start + found.end("colon"), behind))
    return Rewriting.of(text, edits)


def headed(text: str, before: str, behind: str, apart: bool) -> Rewriting | None:
    """The headings that are known, set off without a colon; what they head on a line of its own where `apart`."""
    edits = []
    for line in lines(text):
        found = _HEADING.match(line.text)
        known = header(found["title"]) if found else None
        if found is None or known is None or known.parents or known.reach:
            continue
        goes_on = line.text[found.end() :].strip() != ""
        start, end = line.start + found.start("title"), line.start + found.end("title")
        gap = len(line.text) - found.end() - len(line.text[found.end() :].lstrip()) if goes_on else 0
        edits.append(Edit(start, start, before))
        put = behind.format("-" * len(found["title"])) + ("\n" if apart and goes_on else " " if goes_on else "")
        edits.append(Edit(end, line.start + found.end() + gap, put))
    return Rewriting.of(text, edits)


def emphasized(text: str, sign: str) -> Rewriting | None:
    """Every third longer word within a sentence set off."""
    words = list(re.finditer(r"(?<=[a-z] )[a-z]{5,}(?=[ ,.])", text))[::3]
    return Rewriting.of(text, (Edit(m.start(), m.end(), f"{sign}{m.group()}{sign}") for m in words))


def preformatted(text: str) -> Rewriting | None:
    """The whole note as preformatted text of HTML."""
    if _MARKUP.search(text):
        return None
    edits = [Edit(m.start(), m.end(), html.escape(m.group())) for m in _SPECIAL.finditer(text)]
    return Rewriting.of(text, [Edit(0, 0, "<pre>"), *edits, Edit(len(text), len(text), "</pre>")])


def escaped(text: str, break_: str) -> Rewriting | None:
    """Line breaks written out; a note of a few lines, or one that holds such a sign, is left."""
    few = 2 if "\\" in break_ or "\n" in break_ else 5
    if "\\" in text or break_.strip() in text or text.strip().count("\n") < few:
        return None
    return Rewriting.of(text, (Edit(m.start(), m.end(), break_) for m in re.finditer("\n", text)))


def escaped_twice(text: str) -> Rewriting | None:
    """Paragraphs of HTML, their tags escaped."""
    return _tagged(text, "&lt;p&gt;", "&lt;/p&gt;", "")


def escaped_marks(text: str) -> Rewriting | None:
    """Signs that Markdown knows escaped as a converter does."""
    return Rewriting.of(text, (Edit(m.start(), m.start(), "\\") for m in re.finditer(r"(?<=\w)[-+](?=[\w/])", text)))


def in_one_line(text: str) -> Rewriting | None:
    """Bulleted items one behind the other."""
    edits: list[Edit] = []
    for run in bulleted(text):
        edits += [Edit(*item.sign, "\u2022") for item in run]
        edits += [Edit(item.line.start - 1, item.sign[0], " ") for item in run[1:]]
    return Rewriting.of(text, edits)


def relabelled(text: str, old: str, new: str) -> Rewriting | None:
    """Another sign between a label and its short value."""
    edits = []
    for line, found in _labels(text):
        if found["sep"].strip() == old:
            edits.append(Edit(line.start + found.start("sep"), line.start + found.end("sep"), new))
    return Rewriting.of(text, edits)


def celled(text: str, bar: str) -> Rewriting | None:
    """Labels on neighbouring lines as a table of two columns."""
    edits: list[Edit] = []
    run: list[Edit] = []
    last = -1
    for line, found in _labels(text):
        if line.start != last + 1:
            edits, run = edits + (run if len(run) > 1 else []), []
        run.append(Edit(line.start + found.start("sep"), line.start + found.end("sep"), bar))
        last = line.end
    return Rewriting.of(text, edits + (run if len(run) > 1 else []))


def bracketed(text: str) -> Rewriting | None:
    """A measured value in brackets behind its label."""
    edits = []
    for line, found in _labels(text):
        if _MEASURED.fullmatch(found["value"]) and not found["stop"]:
            edits.append(Edit(line.start + found.start("sep"), line.start + found.end("sep"), " ("))
            edits.append(Edit(line.start + found.end("value"), line.start + found.end("value"), ")"))
    return Rewriting.of(text, edits)


def _labels(text: str) -> Iterator[tuple[Line, re.Match[str]]]:
    for line in lines(text):
        found = _LABEL.match(line.text.rstrip())
        if found and not line.columns and len(found["value"].split()) <= _MOST_WORDS and ". " not in found["value"]:
            yield line, found
