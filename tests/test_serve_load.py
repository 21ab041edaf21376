"""The page under load: fifty posts at once with large and hostile notes, slow clients, wrong hosts and origins."""

import http.client
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import psutil
import pytest

pytest.importorskip("uvicorn", reason="the serve extra is not installed")

PLAIN = "HPI: Generalized weakness for 3 weeks.\nExam: strength 5/5 throughout.\nA: Generalized weakness."
NOTES = [
    PLAIN,
    "Chronic cough.\n" * 3_000 + PLAIN,
    "(" * 4_000 + "weak" + ")" * 4_000,
    "<div>" * 2_000 + "<script>alert(1)</script>Generalized weakness",
    "a" * 60_000 + " weak",
    "\n".join([" | ".join(["weak", "4/5", "5/5"] * 20)] * 20),
    "no denies without " * 200 + "weakness",
    "\u202eweakness\u200b \u0130 \x0b\x1c 4/5" * 50,
]


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[int, psutil.Process]]:
    """The port of a running `clinote serve`, and its process."""
    path = os.pathsep.join(entry for entry in sys.path if entry)
    command = [sys.executable, "-m", "clinote", "serve", "--port", "0"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path}
    ) as running:
        said = running.stderr.readline()
        yield int(said.split("127.0.0.1:")[1].split("/")[0]), psutil.Process(running.pid)
        running.terminate()
        assert running.stderr.read() == ""  # whatever came, nothing of it is said


def post(port: int, path: str, body: bytes, kind: str, **headers: str) -> tuple[int, bytes]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        line.request("POST", path, body, {"Content-Type": kind, **headers})
        answer = line.getresponse()
        return answer.status, answer.read()
    finally:
        line.close()


def asked(port: int, number: int) -> tuple[int, int, bytes]:
    """One of the posts: what was to come of it, and what came."""
    note = NOTES[number % len(NOTES)]
    whole = json.dumps({"text": note, "id": str(number)}).encode()
    match number % 5:
        case 0:
            return 421, *post(port, "/suggest", whole, "application/json", Host=f"evil.example:{port}")
        case 1:
            return 403, *post(port, "/suggest", whole, "application/json", Origin="http://evil.example")
        case 2:
            return 200, *post(port, "/", urlencode({"text": note}).encode(), "application/x-www-form-urlencoded")
        case _:
            return 200, *post(port, "/suggest", whole, "application/json")


def slow(port: int) -> socket.socket:
    """A client that begins a post and never ends it."""
    line = socket.create_connection(("127.0.0.1", port))
    line.sendall(
        b"POST /suggest HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 999\r\n"
    )
    line.sendall(b'\r\n{"text": "weak')
    return line


def test_fifty_at_once(server: tuple[int, psutil.Process]) -> None:
    port, process = server
    waiting = [slow(port) for _ in range(20)]
    with ThreadPoolExecutor(50) as clients:
        answers = list(clients.map(lambda number: asked(port, number), range(50)))
    for number, (wanted, status, body) in enumerate(answers):
        assert status == wanted, (number, status)
        if wanted == 200 and number % 5 != 2:
            report = json.loads(body)
            assert (report["note"]["id"], report["note"]["length"]) == (str(number), len(NOTES[number % len(NOTES)]))
        if wanted == 200 and number % 5 == 2:
            assert b"<script>alert" not in body
    for line in waiting:
        line.close()
    status, body = post(port, "/suggest", json.dumps({"text": PLAIN}).encode(), "application/json")
    assert (status, json.loads(body)["decision"]["code"]) == (200, "R53.1")
    assert process.memory_info().rss < 600 << 20
    assert process.num_fds() < 60  # those that hung up are let go
