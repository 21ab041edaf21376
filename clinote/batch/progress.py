"""How far a run is, for people: a bar on a terminal, and the summary at the end."""

import time
from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn


class Bar:
    """A progress bar on stderr, with rate and time left; nothing where stderr is no terminal."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[notes]:,} notes, {task.fields[failures]:,} failed, {task.fields[rate]:,.0f}/s"),
            TimeRemainingColumn(),
            console=console,
            disable=not console.is_terminal,
            transient=True,
        )
        self._task: TaskID | None = None
        self._first: tuple[float, int] | None = None

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if not self._progress.disable:  # before 14.3, rich ends a bar that it never showed with a blank line
            self._progress.stop()

    def start(self, step: str) -> None:
        """A step begins."""
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._task = self._progress.add_task(step, total=None, notes=0, failures=0, rate=0.0)
        self._first = None

    def at(self, notes: int, failures: int, done: float) -> None:
        """So many records are done."""
        if self._task is None:
            return
        now = time.monotonic()
        self._first = self._first or (now, notes)
        seconds, before = now - self._first[0], self._first[1]
        rate = (notes - before) / seconds if seconds else 0.0
        total = 1.0 if done else None
        self._progress.update(self._task, total=total, completed=done, notes=notes, failures=failures, rate=rate)


_HELP = {"date": "--date-format", "setting": "--setting-map"}


def _taken(way: dict[str, Any]) -> str:
    taken = ", ".join(f"{field} from {column}" for field, column in way["columns"].items())
    left = f"; dates not used: {', '.join(way['dates_not_used'])}" if way["dates_not_used"] else ""
    files = f" ({way['files']:,} files)" if way["files"] > 1 else ""
    return f"{taken}{left}{files}"


def _code_sets(notes: dict[str, int], outside: int) -> list[str]:
    """Which releases of the code set served, where that is worth a line: several, or days that none is for."""
    if len(notes) < 2 and not outside:
        return []
    listed = "; ".join(f"{release} {count:,}" for release, count in notes.items())
    if outside:
        days = "1 note is of a day" if outside == 1 else f"{outside:,} notes are of days"
        listed += f". {days} that no release here is for: check its codes, or add the release (clinote codeset add)"
    return [f"code set  {listed}"]


def summary(manifest: dict[str, Any]) -> str:
    """The manifest in a few lines."""
    records, failures, rate = manifest["records"], manifest["failures"], manifest["notes_per_second"]
    pace = f"{manifest['seconds']:,.1f} s, {rate:,.0f} notes/s" if rate else "no time at all"
    lines = [f"{records:,} notes: {manifest['reports']:,} reports, {failures:,} failed; {pace}"]
    for name in ("decisions", "alerts"):
        if counts := manifest[name]:
            listed = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            lines.append(f"{name:<10}" + ", ".join(f"{what} {count:,}" for what, count in listed))
    lines += _code_sets(manifest["code_sets"], manifest["dated_outside"])
    lines += [f"columns   {_taken(way)}" for way in manifest["columns"]]
    if unknown := {what: count for what, count in manifest["unknown"].items() if count}:
        named = ", ".join(f"{count:,} {what}{'' if count == 1 else 's'}" for what, count in unknown.items())
        lines.append(f"unknown   {named} not understood; see {', '.join(_HELP[what] for what in unknown)}")
    written = [path for path in manifest["outputs"].values() if isinstance(path, str)]
    if written:
        lines.append("written   " + ", ".join(written))
    if manifest["errors"]:
        lines.append(f"failed    {manifest['errors']} says which, where and what to do")
    return "\n".join(lines)
