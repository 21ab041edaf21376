"""`clinote serve` in a browser: paste a note, read the decision, drop a file, send a hostile note."""

import time

import pytest

from clinote import engine
from clinote.views.case import Case

By = pytest.importorskip("selenium.webdriver.common.by", reason="selenium is not installed").By
Keys = pytest.importorskip("selenium.webdriver.common.keys").Keys
StaleElementReferenceException = pytest.importorskip("selenium.common.exceptions").StaleElementReferenceException

NOTE = """\
HPI: 58 y/o with muscle weakness for 2 months, cannot climb stairs. Denies numbness.

EXAM: Strength 4/5 in both hip flexors and both deltoids.

ASSESSMENT: Generalized muscle weakness.
"""


def one(browser, selector: str):
    return browser.find_element(By.CSS_SELECTOR, selector)


def put(browser, text: str) -> None:
    """Paste: set the field in one go, as the clipboard would."""
    browser.execute_script("document.getElementById('note-text').value = arguments[0]", text)


@pytest.fixture
def desk_page(browser, service):
    browser.get(service)
    return browser


def read(browser) -> None:
    heading = one(browser, "h1")
    one(browser, "#desk button[type=submit]").click()
    for _ in range(300):
        time.sleep(0.05)
        try:
            heading.is_enabled()
        except StaleElementReferenceException:
            break
    assert "Internal error" not in one(browser, "#desk-said").text


def test_a_pasted_note_is_answered(desk_page):
    put(desk_page, NOTE)
    read(desk_page)
    case = Case(NOTE, engine.report(engine.Note(NOTE)))
    assert one(desk_page, "h1").text == case.verdict
    assert one(desk_page, "#note").get_property("textContent") == NOTE


def test_nothing_of_the_last_patient_is_carried_over(desk_page):
    put(desk_page, NOTE)
    one(desk_page, "select[name=setting] option[value=inpatient]").click()
    desk_page.execute_script("document.querySelector('input[name=date]').value = '2026-03-31'")
    read(desk_page)
    assert "inpatient rules" in one(desk_page, ".basis").text
    values = [one(desk_page, f"[name={name}]").get_property("value") for name in ("text", "setting", "date")]
    assert values == ["", "", ""]
    one(desk_page, ".another summary").click()
    put(desk_page, "No weakness.")
    read(desk_page)
    assert "assumed" in one(desk_page, ".basis").text


def test_the_keyboard_alone_reads_a_note(desk_page):
    for _ in range(100):
        field = desk_page.switch_to.active_element
        if field.get_attribute("id") == "note-text":
            break
        time.sleep(0.05)
    assert field.get_attribute("id") == "note-text"
    field.send_keys("Muscle weakness.", Keys.TAB)
    assert desk_page.switch_to.active_element.get_attribute("type") == "submit"
    heading = one(desk_page, "h1").text
    field.send_keys(Keys.CONTROL, Keys.ENTER)
    for _ in range(100):
        time.sleep(0.05)
        if one(desk_page, "h1").text != heading:
            break
    assert "M62.81" in one(desk_page, "h1").text


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_is_wider_than_its_window(desk_page, width):
    put(desk_page, NOTE)
    read(desk_page)
    desk_page.set_window_size(max(width, 500), 900)
    desk_page.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    )
    try:
        desk_page.execute_script("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
        assert desk_page.execute_script("return document.documentElement.scrollWidth") <= width
        broken = desk_page.execute_script(
            "return [...document.querySelectorAll('.facts td')]"
            ".filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.textContent)"
        )
        assert broken == []
    finally:
        desk_page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        desk_page.set_window_size(1400, 1000)


def test_a_code_shows_its_words_and_back(desk_page):
    put(desk_page, NOTE)
    read(desk_page)
    one(desk_page, "button.pick").click()
    assert desk_page.find_elements(By.CSS_SELECTOR, "a.mark.picked")
    one(desk_page, ".evidence a").click()
    assert "mark" in desk_page.switch_to.active_element.get_attribute("class")


def test_an_empty_note_is_told_so(desk_page):
    put(desk_page, "   ")
    read(desk_page)
    assert one(desk_page, "#desk-said").text == "The note is empty. Give its text."
    desk_page.get_log("browser")  # Chromium writes the 422 to its console


def test_a_file_fills_the_field(desk_page, tmp_path):
    path = tmp_path / "note.txt"
    path.write_bytes("Café\n\nweak".encode())
    one(desk_page, "#note-file").send_keys(str(path))
    time.sleep(0.3)
    assert one(desk_page, "#note-text").get_property("value") == "Café\n\nweak"


def test_a_file_that_is_not_utf_8_is_refused(desk_page, tmp_path):
    path = tmp_path / "note.txt"
    path.write_bytes("Café".encode("latin-1"))
    one(desk_page, "#note-file").send_keys(str(path))
    time.sleep(0.3)
    assert "not UTF-8" in one(desk_page, "#desk-said").text
    assert one(desk_page, "#note-text").get_property("value") == ""


def test_a_dropped_file_fills_the_field(desk_page):
    desk_page.execute_script(
        "const data = new DataTransfer(); data.items.add(new File(['weak\\n'], 'note.txt'));"
        "document.getElementById('note-text').dispatchEvent("
        "new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}))"
    )
    time.sleep(0.3)
    assert one(desk_page, "#note-text").get_property("value") == "weak\n"


def test_a_hostile_note_is_only_shown(desk_page):
    taken = "document.title='taken'"
    note = f'<script>{taken}</script><img src=x onerror="{taken}">\u202eweak\u2066 \'a\n{NOTE}'
    put(desk_page, note)
    read(desk_page)
    assert one(desk_page, "#note").get_property("textContent") == note.replace("\u202e", "[RLO]").replace(
        "\u2066", "[LRI]"
    )
    assert "taken" not in desk_page.title
    assert desk_page.find_elements(By.CSS_SELECTOR, "#note img, #note script") == []


def test_a_note_of_a_megabyte_is_answered(desk_page):
    note = (NOTE + "The patient was seen in the clinic and the plan was talked through.\n" * 60) * 240
    assert len(note) > 1_000_000
    put(desk_page, note)
    read(desk_page)
    assert f"{len(note):,} characters" in one(desk_page, ".basis").text
    assert len(one(desk_page, "#note").get_property("textContent")) == len(note)


def test_axe_finds_nothing(desk_page, axe):
    from test_page import faults_of

    assert faults_of(desk_page, axe) == []
    put(desk_page, NOTE)
    read(desk_page)
    one(desk_page, ".another summary").click()
    assert faults_of(desk_page, axe) == []
