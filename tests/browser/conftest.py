"""A headless Chromium and a running `clinote serve`; skipped with a clear word where either is missing."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import desk
import pytest

HERE = Path(__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: runs in a headless Chromium (Debian: chromium, chromium-driver)")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests, which may read the clipboard."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    binary = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not (binary and driver):
        pytest.skip("no browser: install chromium and chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = binary
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.add_argument("--window-size=1400,1000")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=driver))
    browser.set_page_load_timeout(60)
    browser.execute_cdp_cmd("Browser.grantPermissions", {"permissions": ["clipboardReadWrite"]})
    yield browser
    browser.quit()


@pytest.fixture
def browser(chromium):
    """The browser; afterwards, nothing may have been complained of in its console."""
    chromium.get_log("browser")
    yield chromium
    complaints = [
        entry for entry in chromium.get_log("browser") if entry["level"] != "INFO" and "favicon" not in entry["message"]
    ]
    assert complaints == []


@pytest.fixture(scope="session")
def service() -> Iterator[str]:
    """The address of a running `clinote serve`."""
    pytest.importorskip("uvicorn", reason="the serve extra is not installed")
    command = [sys.executable, "-c", "from clinote.cli import main; main(['serve', '--port', '0'])"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ | {"NO_PROXY": "*"}) as server:
        assert server.stderr is not None
        said = server.stderr.readline()
        address = re.search(r"http://\S+", said)
        if address is None:
            server.kill()
            pytest.fail(f"clinote serve did not start: {said}{server.stderr.read()}")
        yield address[0]
        server.terminate()


@pytest.fixture
def page(browser, tmp_path):
    """The hand-made report as a file, opened in the browser."""
    from clinote.views import html
    from clinote.views.case import Case

    path = tmp_path / "report.html"
    path.write_text(html.page(Case(desk.NOTE, desk.REPORT)), encoding="utf-8")
    browser.get(path.as_uri())
    return browser


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, from `npm ci --prefix tests/browser`."""
    path = HERE / "node_modules" / "axe-core" / "axe.min.js"
    if not path.exists():
        pytest.skip("axe-core is not there: npm ci --prefix tests/browser")
    return path.read_text(encoding="utf-8")
