"""`clinote codeset`: the releases of ICD-10-CM at hand, and how to add the one of another year."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clinote.errors import UsageError

if TYPE_CHECKING:
    from clinote.codeset import CodeSet

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.command("list")
def list_() -> None:
    """List the releases at hand, oldest first."""
    from clinote import codeset

    for release in codeset.releases():
        where = "added" if codeset.is_added(release) else "shipped"
        sys.stdout.write(f"{release.effective}  to {release.until}  {where:8}{release.release}\n")


@app.command()
def add(
    tabular: Annotated[Path, typer.Argument(help="The tabular list of the release, as XML.")],
    codes: Annotated[Path, typer.Argument(help="Its order file, or a list of its codes, one a line.")],
    first: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day of service.")],
    last: Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="The last day of service.")],
    name: Annotated[str | None, typer.Option(help='What it is called, for example "FY2027".')] = None,
) -> None:
    """Add a release from the official files, which you download; notes of its days are then coded with it."""
    from clinote import codeset
    from clinote.codeset import compile as compiler

    begin, end = first.date(), last.date()
    if end < begin:
        raise UsageError(f"--to {end} is before --from {begin}.")
    before = codeset.choose(begin)
    library = compiler.open_tables(tabular, codes)
    release = name or f"FY{codeset.fiscal_year(begin)}"
    content = compiler.compiled(library, release, begin.isoformat(), end.isoformat(), f"{tabular.name}, {codes.name}")
    file = compiler.write(content, codeset.site_folder())
    changed = list(compiler.differences(before.raw, content))
    sys.stdout.write(
        f"Written {file}: {len(content['codes'])} codes with notes, {len(content['billable'].split())} billable.\n"
        f"Against {before.release}, {len(changed)} differences in the codes that clinote's rules name"
        f"{f': clinote codeset diff {before.effective} {begin}' if changed else ''}.\n"
    )
    sys.stdout.write(_unmet(codeset.CodeSet(file)))


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="The first day of a release: 2025-04-01.")],
    new: Annotated[str, typer.Argument(help="That of another.")],
) -> None:
    """Say what differs between two releases in the codes that clinote names: added, gone, retitled, Excludes."""
    from clinote.codeset.compile import differences

    later = _release(new)
    lines = list(differences(_release(old).raw, later.raw))
    sys.stdout.write("\n".join([*lines, f"{len(lines)} differences.", ""]) + _unmet(later))


def _unmet(release: "CodeSet") -> str:
    """What the rules rest on and the release does not give, for a person to look at."""
    from clinote.coding.check import unmet

    lines = [f"{what}: {', '.join(rules)}" for what, rules in unmet(release).items()]
    head = f"The rules rest on {len(lines)} things that are not so in {release.release}; look at these:"
    return "\n".join([head, *lines, ""]) if lines else ""


def _release(day: str) -> "CodeSet":
    from clinote import codeset

    known = {release.effective.isoformat(): release for release in codeset.releases()}
    if day not in known:
        try:
            date.fromisoformat(day)
        except ValueError:
            raise UsageError(f"{day!r} is no day like 2025-04-01. The releases: clinote codeset list") from None
        raise UsageError(f"No release begins on {day}. The releases: clinote codeset list")
    return known[day]
