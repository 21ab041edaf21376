"""`clinote patterns`: a site's own patterns and rules, checked and tried."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clinote.cli.exits import Exit
from clinote.cli.options import PatternsOption

if TYPE_CHECKING:
    from clinote.reading import Reading

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)

_OWN = ("id", "label", "start", "end", "text", "section", "line", "rule", "cues", "opinions")
"""What is said of a fact in another way than as key=value, or not at all."""


@app.callback()
def patterns() -> None:
    """Check a site's own patterns and rules, or try them on a text."""


@app.command()
def check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that --patterns would name.")],
    shipped: Annotated[bool, typer.Option("--shipped", help="Run the shipped examples as well.")] = False,
) -> None:
    """Check the files of a folder: their form, the names they use, what is said twice, and their examples."""
    from clinote import layers
    from clinote.checking import faults, notes, sizes

    layers.use(folder)
    found = list(faults(shipped=shipped))
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    if found:
        raise typer.Exit(Exit.UNREADABLE)
    sys.stdout.write("Every record holds together, and every example is as it says.\n")
    sys.stdout.writelines(f"Note: {note}.\n" for note in notes())
    own, all_ = sizes()
    sys.stdout.write(f"Words and phrases to look for: {own:,} of yours among {all_:,}.\n")


@app.command("try")
def try_(
    text: Annotated[str, typer.Argument(help="Words of a note, or - for standard input.")],
    patterns: PatternsOption = None,
) -> None:
    """Show what is found in a text: the facts with their rules and cues, and the words that make no fact."""
    from clinote import coding, engine
    from clinote.cli import source
    from clinote.engine import Note, report
    from clinote.reading import Reading

    note = source.read("-", "utf-8") if text == "-" else text
    made = report(Note(note))
    reading = Reading(note)
    lines = [*_facts(made["facts"]), *_others(reading, {fact["rule"] for fact in made["facts"]})]
    lines += [f"decision {made['decision']['code']}: {', '.join(made['decision']['rules'])}"]
    near = coding.nearly(reading, engine.read(reading))
    lines += [f"nearly {_held(id)}: it lacks only «{lacking}»" for id, lacking in near]
    sys.stdout.writelines(f"{line}\n" for line in lines)


@app.command()
def schema(
    name: Annotated[str | None, typer.Argument(metavar="[FILE]", help="A data file, for example labs.toml.")] = None,
    patterns: PatternsOption = None,
    write: Annotated[Path | None, typer.Option(metavar="DIR", help="Set up a folder for editors.")] = None,
) -> None:
    """Print the JSON Schema of a data file; or write those of all into a folder, with a .taplo.toml that names them."""
    from clinote import layers, pattern_schema
    from clinote.cli import output

    if (name is None) is (write is None):
        raise typer.BadParameter("Name a data file to print its schema, or a folder with --write.")
    if name:
        sys.stdout.write(_json(pattern_schema.schema(name)))
        return
    assert write is not None
    if write.is_dir() and layers.named(write):  # its own concepts and analytes are known then
        layers.use(write)
    rules = []
    for held in pattern_schema.names():
        file = f".schema/{held.removesuffix('.toml')}.json"
        (write / file).parent.mkdir(parents=True, exist_ok=True)
        output.write(_json(pattern_schema.schema(held)), write / file)
        rules.append(_RULE.format(name=held, file=file))
    output.write("\n".join(rules), write / ".taplo.toml")
    sys.stdout.write(f"Schemas in {write / '.schema'}, named in {write / '.taplo.toml'}.\n")


_RULE = """[[rule]]
include = ["{name}"]

[rule.schema]
path = "./{file}"
"""


def _json(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _facts(facts: list[dict[str, Any]]) -> Iterator[str]:
    for fact in facts:
        flags = fact["cues"].keys()
        values = {k: v for k, v in fact.items() if k not in _OWN and v not in (None, False) and k not in flags}
        said = "".join(f" {key}={value}" for key, value in values.items())
        yield f"{fact['label']} «{_line(fact['text'])}»{said}  [{_held(fact['rule'])}]"
        for flag, cue in fact["cues"].items():
            yield f"  {flag} by «{_line(cue['text'])}»  [{_held(cue['rule'])}]"


def _others(reading: "Reading", told: set[str]) -> Iterator[str]:
    """Words that a pattern knows and that made no fact of their own: cues, look-alikes, what stands round facts."""
    from clinote.lexicon import Scan, lexicon

    hits = [
        hit for scope in ("note", "sentence") for found in lexicon(scope).find(Scan(reading.norm)).values()
        for hit in found if hit.pattern.id not in told
    ]  # fmt: skip
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.pattern.id)):
        yield f"known words «{_line(reading.text[hit.start : hit.end])}»  [{_held(hit.pattern.id)}] {hit.pattern.kind}"


def _line(text: str) -> str:
    return " ".join(text.split())


def _held(id: str) -> str:
    """An id, with the file of a record that is the site's."""
    from clinote import layers, records

    found = records.find(id) if id in layers.all_ids() else None
    return f"{id}, {found.file}" if found else id
