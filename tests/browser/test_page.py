"""The report's page in a browser: from a code to its words and back, the query copied, nothing led astray."""

import copy
import json
import time
from pathlib import Path

import desk
import pytest

By = pytest.importorskip("selenium.webdriver.common.by", reason="selenium is not installed").By
ActionChains = pytest.importorskip("selenium.webdriver").ActionChains
Keys = pytest.importorskip("selenium.webdriver.common.keys").Keys


def all(browser, selector: str):
    return browser.find_elements(By.CSS_SELECTOR, selector)


def one(browser, selector: str):
    return browser.find_element(By.CSS_SELECTOR, selector)


def words(elements) -> list[str]:
    return [element.get_property("textContent") for element in elements]


def clipboard(browser) -> str:
    return browser.execute_async_script("navigator.clipboard.readText().then(arguments[0])")


def test_the_decision_is_the_heading(page):
    assert one(page, "h1").text == "M62.81 Muscle weakness (generalized)"
    assert one(page, "#status").text == "Supported by the note"


def unfolded(page, code: str):
    """The button of a code whose evidence is folded away at first."""
    one(page, f"article[data-code={code}] summary").click()
    return one(page, f"button.pick[data-code={code}]")


def test_a_code_marks_its_words_and_no_others(page):
    button = unfolded(page, "c1")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert words(all(page, "a.mark.picked")) == ["K 3.1 mEq/L"]
    assert one(page, "#said").text == "1 places marked in the note."
    one(page, "button.pick[data-code=c0]").click()
    assert button.get_attribute("aria-pressed") == "false"
    assert words(all(page, "a.mark.picked[data-stance=supports]")) == [
        "muscle weakness", "4/5", "4+/5", "Generalized", " muscle weakness",
    ]  # fmt: skip
    assert words(all(page, "a.mark.picked[data-stance=opposes]")) == ["5/5"]


def test_a_code_pressed_twice_or_escape_marks_everything_again(page):
    before = [mark.get_attribute("data-stance") for mark in all(page, "a.mark")]
    button = unfolded(page, "c1")
    button.click()
    button.click()
    assert [mark.get_attribute("data-stance") for mark in all(page, "a.mark")] == before
    button.click()
    button.send_keys(Keys.ESCAPE)
    assert all(page, ".picked, .picking") == []


def test_evidence_leads_to_its_words_and_they_lead_back(page):
    link = one(page, "article[data-code=c0] .opposes a")
    link.click()
    focused = page.switch_to.active_element
    assert words([focused]) == ["5/5"]
    assert words(all(page, "a.mark.lit")) == ["5/5"]
    focused.send_keys(Keys.ENTER)
    assert page.switch_to.active_element == link


def test_the_keyboard_reaches_every_mark(page):
    reached = []
    one(page, "#note").click()
    for _ in range(len(desk.FACTS)):
        page.switch_to.active_element.send_keys(Keys.TAB)
        reached.append(page.switch_to.active_element.get_attribute("data-facts") or "")
    marked = {fact for facts in reached for fact in facts.split()}
    assert marked == {fact["id"] for fact in desk.FACTS}


def test_set_aside_facts_look_different_and_not_deleted(page):
    for fact, letter in (("f3", "N"), ("f5", "F"), ("f13", "Y")):
        mark = one(page, f"a.mark[data-facts={fact}]")
        assert mark.value_of_css_property("border-bottom-style") == "dashed"
        assert mark.value_of_css_property("text-decoration-line") == "none"
        assert mark.get_attribute("data-flags") == letter
    assert words(all(page, "#note span.cue")) == ["Denies", "mother", "pending"]


def test_marks_take_no_room_in_a_line(browser, tmp_path):
    from clinote import engine
    from clinote.views import html
    from clinote.views.case import Case

    note = "EXAM\nMotor      R      L\n  Deltoid  4/5    3/5\n  Plain   |abc|  |def|\nA: Muscle weakness.\n"
    path = tmp_path / "columns.html"
    path.write_text(html.page(Case(note, engine.report(engine.Note(note)))), encoding="utf-8")
    browser.get(path.as_uri())
    at = browser.execute_script(
        "const find = (words) => { const walker = document.createTreeWalker(document.getElementById('note'), 4);"
        "while (walker.nextNode()) { const at = walker.currentNode.data.indexOf(words); if (at >= 0) {"
        "const range = document.createRange(); range.setStart(walker.currentNode, at);"
        "range.setEnd(walker.currentNode, at + 1); return range.getBoundingClientRect().left; } } };"
        "return [find('3/5'), find('|def|')]"
    )
    assert abs(at[0] - at[1]) < 9  # one character apart at most: the second column stands where it stood


def test_the_query_is_copied_whole(page):
    one(page, "button.copy").click()
    page.execute_async_script("setTimeout(arguments[0], 200)")
    assert clipboard(page) == desk.REPORT["queries"][0]["text"]
    assert one(page, "#said").text == "Query copied."


def test_a_selection_copies_the_note_without_our_marks(page):
    copied = page.execute_script(
        "getSelection().selectAllChildren(document.getElementById('note')); return String(getSelection())"
    )
    assert copied.split() == desk.NOTE.split()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("media", ["screen", "print"])
def test_axe_finds_nothing(page, axe, scheme, media):
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})
    try:
        assert faults_of(page, axe) == []
    finally:
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("name", ["01-progress", "08-fishbone", "12-html"])
def test_a_note_of_today_fits_the_page(browser, axe, tmp_path, name, width, scheme):
    from clinote import engine
    from clinote.views import html
    from clinote.views.case import Case

    text = (Path(__file__).parents[1] / "data" / "styles" / f"{name}.txt").read_text(encoding="utf-8")
    path = tmp_path / f"{name}.html"
    path.write_text(html.page(Case(text, engine.report(engine.Note(text)))), encoding="utf-8")
    window = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", window)
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    try:
        browser.get(path.as_uri())
        browser.execute_script("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
        assert browser.execute_script("return document.documentElement.scrollWidth") <= width
        too_wide = (
            "return [...document.querySelectorAll('td, dd p, li')].filter((e) => e.scrollWidth > e.clientWidth + 1)"
        )
        assert [cell.text for cell in browser.execute_script(too_wide)] == []
        assert faults_of(browser, axe) == []
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_axe_finds_nothing_while_a_code_is_picked(page, axe):
    one(page, "button.pick[data-code=c0]").click()
    assert faults_of(page, axe) == []


def test_axe_finds_nothing_on_the_dashboard(browser, axe, tmp_path):
    from clinote.views import dashboard, html

    reports = [copy.deepcopy(desk.REPORT) for _ in range(30)]
    for number, report in enumerate(reports):
        report["note"]["date"] = f"2026-{number % 12 + 1:02}-01"
    path = tmp_path / "dashboard.html"
    path.write_text(html.dashboard(dashboard.summarize(reports)), encoding="utf-8")
    browser.get(path.as_uri())
    assert faults_of(browser, axe) == []


@pytest.fixture
def worklist(browser, tmp_path):
    """A dashboard of six notes, half of them waiting, with their drafts."""
    from clinote.views import dashboard, html

    reports = []
    for number in range(6):
        report = copy.deepcopy(desk.REPORT)
        report["note"] |= {
            "id": f"n{number}",
            "date": f"2026-0{number + 1}-01",
            "author": ("Tate, I", "Rao, S")[number % 2],
        }
        report["decision"]["status"] = "query" if number % 2 else "supported"
        reports.append(report)
    path = tmp_path / "worklist.html"
    path.write_text(
        html.dashboard(dashboard.summarize(reports, drafts=True), {1: "board.notes/000001.html"}), encoding="utf-8"
    )
    browser.get(path.as_uri())
    return browser


def listed(page) -> list[str]:
    return [row.get_attribute("data-key") for row in all(page, "#worklist tbody tr")]


def choose(page, name: str, value: str) -> None:
    one(page, f"select[data-filter={name}] option[value='{value}']").click()


def test_the_worklist_is_filtered_and_sorted(worklist):
    assert listed(worklist) == ["n1", "n3", "n5", "n0", "n2", "n4"]
    choose(worklist, "status", "query")
    assert listed(worklist) == ["n1", "n3", "n5"]
    assert one(worklist, "#shown").text == "1 to 3 of 3 notes (6 in all)"
    head = one(worklist, "th[data-sort=date] button")
    head.click()
    head.click()
    assert listed(worklist) == ["n5", "n3", "n1"]
    choose(worklist, "author", "Rao, S")
    choose(worklist, "month", "2026-04")
    assert listed(worklist) == ["n3"]


def test_a_row_leads_to_the_page_of_its_note(worklist):
    assert one(worklist, "tr[data-key=n0] [data-of=Note] a").get_attribute("href").endswith("/board.notes/000001.html")
    assert all(worklist, "tr[data-key=n1] [data-of=Note] a") == []


def test_a_copied_query_is_marked(worklist):
    one(worklist, "tr[data-key=n3] summary").click()
    worklist.execute_async_script("setTimeout(arguments[0], 200)")
    one(worklist, "tr[data-key=n3] [data-copy]").click()
    worklist.execute_async_script("setTimeout(arguments[0], 200)")
    assert clipboard(worklist) == desk.REPORT["queries"][0]["text"]
    assert marked(worklist, "n3") == "copied"
    choose(worklist, "mark", "copied")
    assert listed(worklist) == ["n3"]


def test_an_open_draft_does_not_widen_the_list(worklist):
    worklist.set_window_size(1280, 900)
    try:
        worklist.execute_script(
            "document.querySelectorAll('#worklist details').forEach((fold) => { fold.open = true; })"
        )
        worklist.execute_async_script("setTimeout(arguments[0], 200)")
        inner, outer = worklist.execute_script(
            "const box = document.getElementById('worklist').parentElement; return [box.scrollWidth, box.clientWidth]"
        )
        assert inner <= outer
    finally:
        worklist.set_window_size(1400, 1000)


def marked(page, key: str) -> str:
    return one(page, f"tr[data-key={key}] [data-of=Mark] select").get_property("value")


def test_marks_are_kept_in_the_chosen_file(worklist):
    worklist.execute_script(
        "window.showSaveFilePicker = async () => ({ name: 'm', createWritable: async () => ({"
        " write: async (text) => { window.kept = text; }, close: async () => {} }) });"
    )  # nobody is there to choose a file
    one(worklist, "tr[data-key=n2] [data-of=Mark] option[value=answered]").click()
    one(worklist, "[data-do=keep]").click()
    one(worklist, "tr[data-key=n4] [data-of=Mark] option[value=copied]").click()
    worklist.execute_async_script("setTimeout(arguments[0], 300)")
    kept = worklist.execute_script("return window.kept")
    assert json.loads(kept) == {"n2": "answered", "n4": "copied"}
    assert one(worklist, "#said").text == "Marks are kept in m."


def test_marks_are_opened_from_a_file(worklist, tmp_path):
    path = tmp_path / "marks.json"
    path.write_text('{"n2": "answered", "n4": "no such mark"}')
    one(worklist, "[data-do=open]").send_keys(str(path))
    worklist.execute_async_script("setTimeout(arguments[0], 200)")
    assert (marked(worklist, "n2"), marked(worklist, "n4")) == ("answered", "open")


def test_the_keyboard_alone_works_the_list(worklist):
    def tab_to(wanted: str) -> None:
        for _ in range(40):
            ActionChains(worklist).send_keys(Keys.TAB).perform()
            if worklist.execute_script("return document.activeElement.matches(arguments[0])", wanted):
                return
        raise AssertionError(f"never reached {wanted}")

    one(worklist, ".skip").send_keys(Keys.ENTER)
    tab_to("[data-filter=find]")
    worklist.switch_to.active_element.send_keys("n0")
    assert listed(worklist) == ["n0"]
    worklist.switch_to.active_element.send_keys(Keys.BACKSPACE)
    tab_to("th[data-sort=date] button")
    worklist.switch_to.active_element.send_keys(Keys.ENTER)
    assert one(worklist, "th[data-sort=date]").get_attribute("aria-sort") == "ascending"
    tab_to("tr[data-key=n0] a")
    tab_to("tr[data-key=n0] select")
    worklist.switch_to.active_element.send_keys("a")
    assert marked(worklist, "n0") == "answered"


@pytest.mark.long
def test_a_hundred_thousand_notes_stay_usable(browser, tmp_path):
    from clinote.views import dashboard, html

    reports = ({**desk.REPORT, "note": {**desk.REPORT["note"], "id": f"note-{n:06}"}} for n in range(100_000))
    path = tmp_path / "many.html"
    path.write_text(html.dashboard(dashboard.summarize(reports)), encoding="utf-8")
    assert path.stat().st_size < 12_000_000
    begun = time.monotonic()
    browser.get(path.as_uri())
    assert one(browser, "#shown").text == "1 to 100 of 100000 notes"
    one(browser, "[data-filter=find]").send_keys("99")
    one(browser, "th[data-sort=note] button").click()
    assert listed(browser)[0] == "note-000099"
    assert time.monotonic() - begun < 20


def test_a_long_list_is_turned_a_hundred_rows_at_a_time(browser, tmp_path):
    from clinote.views import dashboard, html

    reports = [desk.REPORT | {"note": desk.REPORT["note"] | {"id": f"n{number}"}} for number in range(250)]
    path = tmp_path / "long.html"
    path.write_text(html.dashboard(dashboard.summarize(reports)), encoding="utf-8")
    browser.get(path.as_uri())
    assert one(browser, "#shown").text == "1 to 100 of 250 notes"
    one(browser, "[data-do=on]").click()
    one(browser, "[data-do=on]").click()
    assert one(browser, "#shown").text == "201 to 250 of 250 notes"
    assert not one(browser, "[data-do=on]").is_enabled()
    one(browser, "[data-filter=find]").send_keys("n24")
    assert listed(browser) == ["n24", *(f"n{number}" for number in range(240, 250))]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_worklist(worklist, axe, scheme):
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    worklist.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    try:
        assert faults_of(worklist, axe) == []
    finally:
        worklist.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def faults_of(browser, axe: str) -> list[str]:
    """What axe finds: rule and element."""
    browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    browser.execute_script(axe)
    found = browser.execute_async_script("axe.run().then(arguments[0])")
    return [
        f"{violation['id']}: {node['target']} {node['any'][0]['message'] if node['any'] else ''}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def test_the_page_loads_nothing(page):
    loaded = page.execute_script("return performance.getEntriesByType('resource').map(entry => entry.name)")
    assert loaded == []


def test_a_long_line_does_not_widen_the_page(browser, tmp_path):
    from clinote.views import html
    from clinote.views.case import Case

    path = tmp_path / "long.html"
    path.write_text(html.page(Case(f"{desk.NOTE}{'x' * 20_000}", desk.REPORT)), encoding="utf-8")
    browser.set_window_size(420, 900)
    try:
        browser.get(path.as_uri())
        wide, window = browser.execute_script("return [document.documentElement.scrollWidth, innerWidth]")
        assert wide <= window
    finally:
        browser.set_window_size(1400, 1000)
