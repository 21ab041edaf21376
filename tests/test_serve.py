"""The local page and its API: what they answer, whom they refuse, and that nothing is kept or logged."""

import json
import re
from html import unescape

import desk
import pytest

pytest.importorskip("starlette", reason="the serve extra is not installed")
pytest.importorskip("httpx2", reason="httpx2, which Starlette's test client needs, is not installed")

from starlette.testclient import TestClient

from clinote import engine, serve
from clinote.cli import main

SECRET = "Zebulon"


def client(token: str | None = None, hosts: frozenset[str] = serve.LOOPBACK, **how) -> TestClient:
    app = serve.application(serve.Door(hosts, token))
    return TestClient(app, base_url="http://localhost:8731", follow_redirects=False, **how)


@pytest.fixture
def made(monkeypatch):
    """The engine answers with the hand-made report, whatever the note."""
    asked = []
    monkeypatch.setattr(engine, "report", lambda note: asked.append(note) or desk.REPORT)
    return asked


@pytest.fixture
def failing(monkeypatch):
    def fail(note):
        raise RuntimeError(note.text)

    monkeypatch.setattr(engine, "report", fail)


# Answers


def test_the_page_has_a_form():
    answer = client().get("/")
    assert answer.status_code == 200
    assert '<form method="post" action="/"' in answer.text


def test_a_note_from_the_form_comes_back_as_its_report(made):
    sent = {"text": desk.NOTE.replace("\n", "\r\n"), "setting": "inpatient", "date": "2026-03-31"}
    answer = client().post("/", data=sent)
    assert answer.status_code == 200
    assert "<h1>M62.81 Muscle weakness (generalized)</h1>" in answer.text
    assert "selected" not in answer.text.partition("<select")[2].partition("inpatient")[2]
    assert made == [engine.Note(desk.NOTE, setting="inpatient", date="2026-03-31")]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"text": " "}, "The note is empty."),
        ({"text": "weak", "setting": "icu"}, "neither 'outpatient' nor 'inpatient'"),
        ({"text": "weak", "date": "soon"}, "not in the form YYYY-MM-DD"),
    ],
)
def test_a_wrong_form_is_told_so(sent, said):
    answer = client().post("/", data=sent)
    assert answer.status_code == 422
    assert said in unescape(answer.text)


def test_the_api_answers_with_the_report(made):
    answer = client().post("/suggest", json={"text": "weak\r\n", "id": "n1", "patient_id": "p1"})
    assert (answer.status_code, answer.json()) == (200, desk.REPORT)
    assert made == [engine.Note("weak\r\n", "n1", None, None, "p1")]


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        (b"{", 400, "not JSON"),
        (b"[]", 422, "not a JSON object"),
        (b"{}", 422, "empty"),
        (b'{"text": 3}', 422, "'text' is not a string"),
        (b'{"text": "weak", "txt": ""}', 422, "Unknown field 'txt'"),
        (b'{"text": "weak", "setting": "icu"}', 422, "neither"),
        (b'{"text": "weak", "date": "soon"}', 422, "YYYY-MM-DD"),
        (b"\xff", 400, "not JSON"),
    ],
)
def test_the_api_says_what_is_wrong(sent, status, said):
    answer = client().post("/suggest", content=sent, headers={"content-type": "application/json"})
    assert answer.status_code == status
    assert said in answer.json()["error"]


def test_the_api_takes_json_only():
    assert client().post("/suggest", content=b"text=weak").status_code == 415


def test_the_openapi_document_describes_what_is_answered(made):
    document = client().get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert list(document["paths"]) == ["/suggest"]
    references = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(document)))
    assert references <= set(document["components"]["schemas"])
    assert set(document["components"]["schemas"]["Report"]["properties"]) == set(desk.REPORT)


def test_a_note_that_fails_comes_back_in_the_form(failing):
    answer = client().post("/", data={"text": "\nweak & tired", "setting": "inpatient"})
    assert answer.status_code == 500
    assert "Internal error: RuntimeError." in answer.text
    assert "\n\nweak &amp; tired</textarea>" in answer.text
    assert '<option value="inpatient" selected>' in answer.text


def test_rich_text_is_read_as_what_it_shows():
    rich = r"{\rtf1\ansi Generalized {\b weakness}.\par Strength 5/5.}"
    answer = client().post("/", data={"text": rich})
    assert answer.status_code == 200
    assert "<h1>R53.1 Weakness</h1>" in answer.text
    assert "rtf1" not in answer.text
    assert client().post("/suggest", json={"text": rich}).status_code == 422


# Refusals


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "127.0.0.1.evil.example:8731"])
def test_another_host_name_is_refused(host):
    assert client().get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8731", "[::1]:8731", "LOCALHOST:8731"])
def test_names_of_this_machine_are_served(host):
    assert client().get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://localhost:9999", "http://localhost"])
def test_a_page_from_elsewhere_may_not_post(made, origin):
    for path in ("/", "/suggest"):
        assert client().post(path, headers={"origin": origin}, json={"text": "weak"}).status_code == 403
    assert made == []


def test_a_cross_site_request_may_not_post(made):
    assert client().post("/", headers={"sec-fetch-site": "cross-site"}, data={"text": "weak"}).status_code == 403


def test_the_own_page_may_post(made):
    headers = {"origin": "http://localhost:8731", "sec-fetch-site": "same-origin"}
    assert client().post("/", headers=headers, data={"text": desk.NOTE}).status_code == 200


def test_a_note_that_is_too_long_is_refused(made):
    assert client().post("/", data={"text": "x" * serve.LIMIT}).status_code == 413
    assert made == []


def test_a_length_left_out_is_counted(made):
    chunks = (b"x" * 1_000_000 for _ in range(6))
    assert client().post("/suggest", content=chunks, headers={"content-type": "application/json"}).status_code == 413


# The token


def test_without_the_token_nothing_is_answered(made):
    assert client("let-me-in").post("/suggest", json={"text": "weak"}).status_code == 401
    assert client("let-me-in").get("/openapi.json").status_code == 401
    assert made == []


@pytest.mark.parametrize("token", ["wrong", "", "let-me-in ", "let-me-in\u00e9".encode().decode("latin-1")])
def test_a_wrong_token_is_refused(made, token):
    headers = {"authorization": f"Bearer {token}".encode("latin-1")}
    if token != "let-me-in ":  # a header's trailing blank is no part of it
        assert client("let-me-in").post("/suggest", headers=headers, json={"text": "weak"}).status_code == 401


def test_the_token_opens_the_api(made):
    headers = {"authorization": "Bearer let-me-in"}
    assert client("let-me-in").post("/suggest", headers=headers, json={"text": "weak"}).status_code == 200


def test_the_page_asks_for_the_token_and_remembers_it(made):
    browser = client("let-me-in")
    asked = browser.get("/", headers={"accept": "text/html"})
    assert (asked.status_code, 'name="token"' in asked.text) == (401, True)
    assert browser.post("/enter", data={"token": "wrong"}).status_code == 401
    entered = browser.post("/enter", data={"token": "let-me-in"})
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    assert "HttpOnly" in entered.headers["set-cookie"]
    assert "SameSite=strict" in entered.headers["set-cookie"]
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False), ("10.0.0.1", False)],
)
def test_loopback_is_told_from_the_network(host, own):
    assert serve.loopback(host) is own


# Discretion


@pytest.mark.parametrize("path", ["/", "/openapi.json", "/nowhere"])
def test_every_answer_is_sealed(path):
    headers = client().get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers


def test_an_error_inside_says_its_class_and_no_word_of_the_note(failing, capfd, caplog):
    answer = client().post("/suggest", json={"text": SECRET})
    assert answer.status_code == 500
    assert answer.json() == {"error": "Internal error: RuntimeError. The note was not read."}
    out, err = capfd.readouterr()
    assert SECRET not in out + err + caplog.text


def test_a_taken_port_is_said_so(capfd):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(SystemExit) as left:
        main(["serve", "--port", str(taken.getsockname()[1])])
    assert left.value.code == 2
    assert "Try --port 0." in capfd.readouterr().err
