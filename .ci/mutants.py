"""Change single places of the code, one at a time, and see whether the tests notice: a random sample of mutants.

    pip install -r .ci/requirements/tools.txt
    python .ci/mutants.py cover                        # once: which test runs which line (some minutes)
    python .ci/mutants.py try --sample 200 --seed 1    # the sample, each survivor, the share killed by package

cosmic-ray finds the places and makes the changes. A place counts once, however many changes cosmic-ray knows for it,
and one of them is drawn. Left out are changes that no test can see: in annotations, in decorators (caches), and `==`
for `is`. Each mutant lives in a copy of the tree and meets the tests that run its line, then others that run its file,
then, if it is still there, more of those of its line, until one fails or the time is up; tests that start processes are
left out, so `make test` may still catch a survivor.
`cover tests/test_spans.py ...` records these files of tests alone.
"""

import argparse
import ast
import importlib.util
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("text", "assertion", "coding", "spans", "extract", "batch/read")
STATE = ROOT / "build" / "mutants"
UNSEEN = ("core/RemoveDecorator",)
EQUAL = ("Eq_Is", "NotEq_IsNot", "Is_Eq", "IsNot_NotEq")
SLOW = 2.0
"""Seconds, under coverage, from which on a test is left out: it starts processes, or is long in itself."""
BUDGET, LAST = 20.0, 60.0
"""Seconds of tests, as they took under coverage, that a mutant meets at most; and that it meets if it survives them."""
FILES = 6
"""Files of tests, those with the most tests on a line, that a mutant meets first."""
LATE = 120
"""Seconds of the processor after which a run is taken to hang; ten times as many by the clock."""

PYTEST = [sys.executable, "-m", "pytest", "-p", "mutants", "-p", "no:cacheprovider"]


# What a test run of ours does besides: as a plugin of pytest


def pytest_collection_modifyitems(config: Any, items: list[Any]) -> None:
    """Keep the tests that are named, in that order."""
    if named := os.environ.get("MUTANT_TESTS"):
        order = {name: place for place, name in enumerate(json.loads(Path(named).read_text(encoding="utf-8")))}
        items[:] = sorted((item for item in items if item.nodeid in order), key=lambda item: order[item.nodeid])


def pytest_runtest_logreport(report: Any) -> None:
    """Note the processor time of a test that passed: the machine may be busy with other things."""
    if (file := os.environ.get("MUTANT_TIMES")) and not hasattr(report, "node"):  # told on by a process of xdist
        now = time.process_time()
        if report.when == "call" and report.passed:
            with open(file, "a", encoding="utf-8") as times:
                times.write(json.dumps([report.nodeid, now - _began[0]]) + "\n")
        _began[0] = now


_began = [0.0]


# Which test runs which line


def cover(tests: list[str], workers: int) -> None:
    """Run the tests under coverage, each a context of its own."""
    shutil.rmtree(STATE, ignore_errors=True)
    STATE.mkdir(parents=True)
    settings = STATE / "coverage.toml"
    settings.write_text(f"[tool.coverage.run]\nsource = ['{ROOT / 'clinote'}']\ndata_file = '{STATE / 'lines'}'\n")
    command = [*PYTEST, "-m", "not long and not browser and not spark", "--cov", f"--cov-config={settings}"]
    command += ["--cov-context=test", "--cov-report=", f"--numprocesses={workers}", "--dist=loadfile", *tests]
    subprocess.run(command, cwd=ROOT, env=_environment(ROOT, MUTANT_TIMES=str(STATE / "times")))


def _environment(tree: Path, **more: str) -> dict[str, str]:
    path = os.pathsep.join([str(tree), str(ROOT / ".ci")])
    return {**os.environ, "PYTHONPATH": path, "CLINOTE_CACHE": "", **more}


class Covered:
    """The tests by the lines they run."""

    def __init__(self) -> None:
        lines = (STATE / "times").read_text(encoding="utf-8").splitlines()
        self.seconds: dict[str, float] = dict(json.loads(line) for line in lines)
        self.of_file: dict[str, list[str]] = defaultdict(list)
        for test in self.seconds:
            self.of_file[test.partition("::")[0]].append(test)
        self.data = sqlite3.connect(STATE / "lines", check_same_thread=False)

    def tests(self, module: str, first: int, last: int) -> tuple[list[str], list[str]]:
        """Tests for a change in these lines, as time allows.

        Those of a few files that run the lines, then the module; and the others that run the lines, for a survivor.
        """
        on_lines: set[str] = set()
        on_file: set[str] = set()
        for context, bits in self.data.execute(
            "SELECT context.context, numbits FROM line_bits JOIN context ON context.id = context_id "
            "JOIN file ON file.id = file_id WHERE file.path = ?",
            (str(ROOT / module),),
        ):
            test, _, when = context.rpartition("|")  # the name of a test may have a bar in it
            # what a fixture runs is there for every test of its file
            meant = self.of_file[test.partition("::")[0]] if when == "setup" else [test]
            on_file.update(meant)
            if any(bits[line // 8] >> line % 8 & 1 for line in range(first, last + 1) if line // 8 < len(bits)):
                on_lines.update(meant)
        soon = self._within(BUDGET, chain(self._mixed(on_lines, FILES), self._mixed(on_file - on_lines, FILES)))
        return soon, self._within(LAST, self._mixed(on_lines.difference(soon)))

    def _within(self, seconds: float, tests: Iterable[str]) -> list[str]:
        """The first of these tests, as many as take no longer, but one in any case."""
        chosen: list[str] = []
        for test in tests:
            seconds -= self.seconds[test]
            if seconds < 0 and chosen:
                break
            chosen.append(test)
        return chosen

    def _mixed(self, tests: Iterable[str], most: int | None = None) -> Iterator[str]:
        """Tests of every file in turn, or of the `most` files with the most of them; the quick ones first."""
        quick = sorted((t for t in tests if self.seconds.get(t, SLOW) < SLOW), key=self.seconds.__getitem__)
        files: dict[str, list[str]] = defaultdict(list)
        for test in quick:
            files[test.partition("::")[0]].append(test)
        chosen = sorted(files.values(), key=len, reverse=True)[:most]
        return (test for turn in zip_longest(*chosen) for test in turn if test is not None)


# The mutants


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change of one place: cosmic-ray's operator, and the how-manieth place of the module that it applies to."""

    module: str
    operator: str
    occurrence: int
    first: int
    last: int


def places(packages: Iterable[str]) -> list[list[Mutant]]:
    """Every place of these packages that can be changed, with the changes to draw from."""
    from cosmic_ray.commands.init import _all_work_items

    found: dict[tuple[Any, ...], list[Mutant]] = defaultdict(list)
    for module in sorted(chain.from_iterable((ROOT / "clinote" / place).rglob("*.py") for place in packages)):
        annotated = list(_annotations(module))
        for item in _all_work_items([module], {}):
            (spec,) = item.mutations
            if spec.operator_name in UNSEEN or spec.operator_name.endswith(EQUAL):
                continue
            if any(start <= spec.start_pos < end for start, end in annotated):
                continue
            name = str(module.relative_to(ROOT))
            kind = spec.operator_name.partition("_")[0]
            found[name, kind, spec.start_pos, spec.end_pos].append(
                Mutant(name, spec.operator_name, spec.occurrence, spec.start_pos[0], spec.end_pos[0])
            )
    return list(found.values())


def _annotations(module: Path) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where types and decorators are written, which are not run for what they say."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        for name in ("annotation", "returns", "type_params", "decorator_list"):
            parts = getattr(node, name, None) or []
            for part in parts if isinstance(parts, list) else [parts]:
                yield (part.lineno, part.col_offset), (part.end_lineno, part.end_col_offset)
        alias = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        if alias and node.targets[0].id.istitle() and isinstance(node.value, ast.Subscript | ast.BinOp):
            yield (node.value.lineno, node.value.col_offset), (node.value.end_lineno, node.value.end_col_offset)


# Trying them


class Bench:
    """A copy of the tree in which one mutant at a time is tried."""

    def __init__(self, folder: Path) -> None:
        self.tree = folder
        shutil.rmtree(folder, ignore_errors=True)
        kept = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        for name in filter(None, kept.split("\0")):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)

    def attempt(self, mutant: Mutant, rounds: list[list[str]]) -> dict[str, Any]:
        """What became of a mutant: killed, late (taken as killed), survived, or covered by no test."""
        import cosmic_ray.plugins
        from cosmic_ray.mutating import use_mutation

        file = self.tree / mutant.module
        operator = cosmic_ray.plugins.get_operator(mutant.operator)()
        result = {"module": mutant.module, "line": mutant.first, "operator": mutant.operator, "outcome": "no test"}
        compiled = importlib.util.cache_from_source(str(file))
        with use_mutation(file, operator, mutant.occurrence) as (before, after):
            Path(compiled).unlink(missing_ok=True)  # its time and size may be those of the file as it was
            result["diff"] = _difference(before, after or before)
            began = time.monotonic()
            for tests in filter(None, rounds):
                result["outcome"] = self._met(tests)
                if result["outcome"] in ("killed", "late"):
                    break
        Path(compiled).unlink(missing_ok=True)
        return {**result, "seconds": round(time.monotonic() - began, 1)}

    def sound(self, tests: set[str]) -> set[str]:
        """Those of the tests that pass here without any change."""
        times = self.tree / "times"
        self._met(sorted(tests), (), late=3600, MUTANT_TIMES=str(times))
        return {json.loads(line)[0] for line in times.read_text(encoding="utf-8").splitlines()}

    def _met(self, tests: list[str], options: tuple[str, ...] = ("-x",), late: int = LATE, **more: str) -> str:
        named = self.tree / "tests.json"
        named.write_text(json.dumps(tests), encoding="utf-8")
        files = sorted({test.partition("::")[0] for test in tests})
        how = _environment(self.tree, MUTANT_TESTS=str(named), CLINOTE_CACHE=str(STATE / "cache"), **more)
        quiet: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
        command = ["prlimit", f"--cpu={late}", *PYTEST, *options, *files]
        process = subprocess.Popen(command, cwd=self.tree, env=how, start_new_session=True, **quiet)
        try:
            left = process.wait(10 * late)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            left = process.wait()
        return "late" if left < 0 else {0: "survived", 5: "no test"}.get(left, "killed")


def _difference(before: str, after: str) -> str:
    lines = zip(before.splitlines(), after.splitlines(), strict=False)
    return next((f"{old.strip()}\n{new.strip()}" for old, new in lines if old != new), "")


def attempt(sample: int, seed: int, workers: int, package: list[str] | None) -> None:
    """Draw mutants, try each, and say what share the tests killed."""
    chance = random.Random(seed)
    known = places(package or PLACES)
    drawn = [chance.choice(changes) for changes in chance.sample(known, sample)]
    covered = Covered()
    chosen = [covered.tests(mutant.module, mutant.first, mutant.last) for mutant in drawn]
    print(f"{len(known)} places, {sample} drawn with seed {seed}", flush=True)
    benches = [Bench(STATE / f"tree-{number}") for number in range(workers)]
    sound = benches[0].sound({test for rounds in chosen for test in chain(*rounds)})
    met = [[[test for test in tests if test in sound] for tests in rounds] for rounds in chosen]
    free = list(benches)

    def one(job: tuple[Mutant, list[list[str]]]) -> dict[str, Any]:
        bench = free.pop()
        try:
            return bench.attempt(*job)
        finally:
            free.append(bench)

    counts: dict[str, Counter[str]] = defaultdict(Counter)
    began = time.monotonic()
    with ThreadPoolExecutor(workers) as pool, open(STATE / f"{seed}.jsonl", "w", encoding="utf-8") as log:
        for result in pool.map(one, zip(drawn, met, strict=True)):
            counts[_package(result["module"])][result["outcome"]] += 1
            log.write(json.dumps(result) + "\n")
            log.flush()
            if result["outcome"] in ("survived", "no test"):
                print(f"{result['module']}:{result['line']} {result['outcome']} ({result['operator']})", flush=True)
                print("\n".join(f"    {line}" for line in result["diff"].splitlines()), flush=True)
    took = (time.monotonic() - began) / sample
    for package, outcomes in [*sorted(counts.items()), ("all", sum(counts.values(), Counter()))]:
        print(f"{package:<12}{_share(outcomes)}")
    print(f"{took:.1f} s a mutant")


def _package(module: str) -> str:
    return next(place for place in PLACES if module.startswith(f"clinote/{place}/"))


def _share(outcomes: Counter[str]) -> str:
    """The killed, those among them that hung, and the others: '17 of 20 killed (85%); survived 2, no test 1'."""
    tried, killed = outcomes.total(), outcomes["killed"] + outcomes["late"]
    others = ", ".join(f"{what} {outcomes[what]}" for what in ("late", "survived", "no test") if outcomes[what])
    return f"{killed} of {tried} killed ({killed / tried:.0%})" + (f"; {others}" if others else "")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_subparsers(dest="what", required=True)
    covering, trying = what.add_parser("cover"), what.add_parser("try")
    covering.add_argument("tests", nargs="*", help="files of tests; all without it")
    for name, default in (("sample", 200), ("seed", 1)):
        trying.add_argument(f"--{name}", type=int, default=default)
    trying.add_argument("--package", action="append", choices=PLACES, help="only this; all without it")
    for command in (covering, trying):
        command.add_argument("--workers", type=int, default=2)
    given = vars(parser.parse_args())
    if given.pop("what") == "cover":
        cover(**given)
    else:
        attempt(**given)


if __name__ == "__main__":
    main()
