"""The command line, and bits of Python, each in a process of its own but without the half second of a start.

A server that has imported what every start imports is forked for each of them. It has read clinote's records as well,
unless `loaded` is false: those of a site, and added releases of the code set, have to be there first.
"""

import gc
import importlib
import json
import os
import subprocess
import sys
from functools import cache
from tempfile import TemporaryFile
from typing import Any

_CODE = ("clinote.batch.run", "clinote.cli", "clinote.evaluation", "clinote.views.text", "pydantic.type_adapter")
"""It reads no record when it is imported."""


def clinote(
    *args: object, text: str = "", cwd: object = ".", loaded: bool = True, **env: str
) -> subprocess.CompletedProcess[str]:
    """What `clinote` writes and how it leaves, given arguments, `text` as standard input, and more environment."""
    return python("from clinote.cli import main; main()", *args, text=text, cwd=cwd, loaded=loaded, **env)


def python(
    code: str, *args: object, text: str = "", cwd: object = ".", loaded: bool = True, **env: str
) -> subprocess.CompletedProcess[str]:
    """The same of a program."""
    server = _server(loaded)
    assert server.stdin
    assert server.stdout
    asked = [code, [*map(str, args)], text, os.path.abspath(str(cwd)), {**os.environ, "PYTHONPATH": _path(), **env}]
    server.stdin.write(json.dumps(asked) + "\n")
    server.stdin.flush()
    status, out, err = json.loads(server.stdout.readline())
    return subprocess.CompletedProcess([*map(str, args)], status, out, err)


def _path() -> str:
    return os.pathsep.join(entry for entry in sys.path if entry)


@cache
def _server(loaded: bool) -> "subprocess.Popen[str]":
    """It ends with this process, which ends its standard input."""
    command = [sys.executable, __file__, "loaded" if loaded else "fresh"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env={**os.environ, "PYTHONPATH": _path()})


def _serve(loaded: bool) -> None:
    from clinote import engine

    questions, answers = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    for name in _CODE:
        importlib.import_module(name)
    if loaded:
        engine.report(engine.Note("Denies weakness. Strength 5/5."))
    gc.freeze()  # so that a fork does not copy what it has no need to look at
    for line in questions:
        asked = json.loads(line)
        with TemporaryFile() as given, TemporaryFile() as out, TemporaryFile() as err:
            given.write(asked[2].encode())
            given.seek(0)
            child = os.fork()
            if child == 0:
                _become(*asked, [given.fileno(), out.fileno(), err.fileno()])
                return
            _, status = os.waitpid(child, 0)
            out.seek(0)
            err.seek(0)
            said = [os.waitstatus_to_exitcode(status), out.read().decode(), err.read().decode()]
        print(json.dumps(said), file=answers, flush=True)


def _become(code: str, args: list[str], _: str, cwd: str, env: dict[str, str], files: list[int]) -> None:
    for number, file in enumerate(files):
        os.dup2(file, number)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = ["clinote", *args]
    space: dict[str, Any] = {"__name__": "__main__"}
    exec(code, space)


if __name__ == "__main__":
    _serve(loaded=sys.argv[1] == "loaded")
