"""The demo site, built once, served on loopback, and driven in headless Chromium."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
# A busy machine draws slowly: whoever waits for something on a page waits this long, in milliseconds.
expect.set_options(timeout=20_000)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# Not for the whole session: Playwright's event loop would be in the way of tests that have one of their own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium from the system; without one the tests are skipped, but not in CI."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        reason = f"no browser found, looked for {', '.join(NAMES)}"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield launched
        launched.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A web server on loopback: its address, and the folder it serves."""
    root = tmp_path_factory.mktemp("host")
    handler = functools.partial(_Quiet, directory=str(root))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", root
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def demo(host: tuple[str, Path]) -> Path:
    """The product's own site with the demo archive, built strictly, below a sub-path as on most hosts."""
    server, root = host
    site = root / "sub" / "path"
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": "1795392000",
        # Material's instant navigation follows the sitemap, which needs the right address.
        "READTHEDOCS_CANONICAL_URL": f"{server}sub/path/",
    }
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return site


@pytest.fixture(scope="session")
def address(host: tuple[str, Path], demo: Path) -> str:
    """The demo's address."""
    assert demo.is_dir()
    return f"{host[0]}sub/path/"


class Visit:
    """A page with everything that went wrong on it; `start` is the address that was opened first."""

    def __init__(self, page: Page, host: str) -> None:
        self.page = page
        self.problems: list[str] = []
        self.start = ""
        page.on("console", lambda message: self._console(message.type, message.text))
        page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        page.on("requestfailed", lambda request: self.problems.append(f"failed: {request.url}"))
        page.on("response", lambda answer: self._answer(answer.status, answer.url))
        page.on("request", lambda request: self._request(request.url, host))

    def _console(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.problems.append(f"{kind}: {text}")

    def _answer(self, status: int, url: str) -> None:
        if status >= 400:
            self.problems.append(f"{status}: {url}")

    def _request(self, url: str, host: str) -> None:
        if not url.startswith((host, "data:", "blob:", "about:", "file:")):
            self.problems.append(f"leaves the site: {url}")


Open = Callable[..., Visit]


def new_context(
    browser: Browser,
    width: int = 1280,
    scheme: str = "light",
    javascript: bool = True,
    touch: bool = False,
) -> BrowserContext:
    """Return a fresh profile of the browser."""
    return browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=javascript,
        has_touch=touch,
    )


def remember(page: Page) -> None:
    """Set `window.stays`, which a page that is loaded anew forgets.

    Material leads on without that only once its list of the site's pages has come.
    """
    page.wait_for_load_state("networkidle")
    page.evaluate("window.stays = true")


def draw_charts(page: Page) -> None:
    """Scroll through the charts, so that each is drawn."""
    for chart in page.locator("[data-pm-chart]").all():
        chart.scroll_into_view_if_needed()
        expect(chart.locator("svg.main-svg").first).to_be_visible(timeout=30_000)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Open]:
    """Return a function that opens a page of the demo."""
    contexts = []

    def open_page(
        path: str, width: int = 1280, scheme: str = "light", javascript: bool = True, touch: bool = False
    ) -> Visit:
        context = new_context(browser, width, scheme, javascript, touch)
        contexts.append(context)
        seen = Visit(context.new_page(), address.split("/sub/")[0])
        seen.start = address + path if "://" not in path else path
        seen.page.goto(seen.start)
        return seen

    yield open_page
    for context in contexts:
        context.close()
