"""Make the pictures of the README: the terminal, the page by day and by night, the dashboard.

    python .ci/screenshots.py

Needs the test extra, Chromium and its driver. Writes samples/screenshots/.
"""

import io
import shutil
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console
from selenium import webdriver

from clinote import engine
from clinote.views import dashboard, html
from clinote.views.case import Case
from clinote.views.text import show

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "samples" / "screenshots"
SHOWN = "13-stated-but-strong"


def main() -> None:
    """Write every picture."""
    DOCS.mkdir(exist_ok=True)
    text = (ROOT / "samples" / "notes" / f"{SHOWN}.txt").read_text(encoding="utf-8")
    case = Case(text, engine.report(engine.Note(text, setting="outpatient")))
    _terminal(case)
    _pages(html.page(case), html.dashboard(dashboard.summarize(_samples())))


def _samples() -> list[dict[str, Any]]:
    notes = sorted((ROOT / "samples" / "notes").glob("*.txt"))
    return [engine.report(engine.Note(path.read_text(encoding="utf-8"), id=path.stem)) for path in notes]


def _terminal(case: Case) -> None:
    console = Console(record=True, file=io.StringIO(), width=100, force_terminal=True, highlight=False)
    show(case, console)
    title = f"clinote suggest samples/notes/{SHOWN}.txt"
    console.save_svg(str(DOCS / "terminal.svg"), title=title, unique_id="clinote")


def _pages(report: str, summary: str) -> None:
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    driver = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
    with tempfile.TemporaryDirectory() as folder, webdriver.Chrome(options=options, service=driver) as browser:
        browser.set_window_size(1280, 980)
        for name, source, scheme in (
            ("page", report, "light"),
            ("page-dark", report, "dark"),
            ("dashboard", summary, "light"),
        ):
            path = Path(folder, f"{name}.html")
            path.write_text(source, encoding="utf-8")
            features = [{"name": "prefers-color-scheme", "value": scheme}]
            browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
            browser.get(path.as_uri())
            browser.save_screenshot(str(DOCS / f"{name}.png"))


if __name__ == "__main__":
    main()
