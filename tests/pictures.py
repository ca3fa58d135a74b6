"""The pictures of README and docs, made from the demo archive: `make pictures`."""

from __future__ import annotations

import functools
import html
import http.server
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
ASSETS = ROOT / "docs" / "assets"
INCIDENT = "2025-06-16-serving-pool-exhausted-by-live-tiles"
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795392000", "COLUMNS": "110"}
# What an author might get wrong, planted into a copy of a demo document.
MISTAKES = (
    ("**Severity:** P2", "**Severity:** Sev-two"),
    ("**Time to resolve (TTR):** 92 minutes", "**Time to resolve (TTR):** 62 minutes"),
    ("| Samuel Okonkwo |", "| TBD |"),
)
_STYLES = {
    "1": "font-weight:600",
    "1;31": "color:#ff7b72;font-weight:600",
    "1;33": "color:#e3b341;font-weight:600",
    "1;34": "color:#79c0ff",
    "1;36": "color:#76e3ea;font-weight:600",
}


def browser_path() -> str:
    """Return the system's Chromium. Raises SystemExit where there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise SystemExit("no Chromium found")


def terminal_page(text: str) -> str:
    """Return coloured terminal output as an HTML page."""
    out = html.escape(text)
    out = re.sub(r"\x1b\[0m", "</span>", out)
    out = re.sub(r"\x1b\[([0-9;]+)m", lambda m: f'<span style="{_STYLES.get(m[1], "")}">', out)
    return (
        "<!doctype html><meta charset=utf-8><style>body{margin:0;background:#0d1117}"
        "pre{display:inline-block;margin:0;padding:24px 28px;color:#e6edf3;"
        "font:15px/1.45 'DejaVu Sans Mono',monospace}</style><pre>" + out + "</pre>"
    )


def check_output(folder: Path) -> str:
    """Return what `postmortem check` says of a demo document with a few mistakes."""
    docs = folder / "docs" / "postmortems"
    shutil.copytree(ROOT / "docs" / "postmortems", docs)
    (folder / "mkdocs.yml").write_text("site_name: Demo\nplugins: [search, postmortem]\n", encoding="utf-8")
    document = docs / f"{INCIDENT}.md"
    text = document.read_text(encoding="utf-8")
    for right, wrong in MISTAKES:
        assert text.count(right) >= 1, right
        text = text.replace(right, wrong, 1)
    document.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs_postmortem", "check", "--color"],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    return "$ postmortem check\n" + done.stdout


def take(browser: Browser, address: str, name: str, scheme: str, height: int) -> None:
    """Take one picture of a page, with its charts drawn."""
    context = browser.new_context(
        viewport={"width": 1280, "height": height},
        device_scale_factor=1.5,
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    for chart in page.locator("[data-pm-chart]").all():
        chart.scroll_into_view_if_needed()
        chart.locator("svg.main-svg").first.wait_for()
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=ASSETS / f"{name}-{scheme}.png")
    context.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def main() -> None:
    """Build the demo and take all pictures."""
    ASSETS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        site = folder / "site"
        build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
        subprocess.run(build, cwd=ROOT, env=ENVIRONMENT, check=True)
        server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site))
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/postmortems/"
        browser = playwright.chromium.launch(
            executable_path=browser_path(), args=["--no-sandbox", "--disable-gpu"]
        )
        for scheme in ("light", "dark"):
            take(browser, address, "index", scheme, 1000)
            take(browser, f"{address}{INCIDENT}/", "postmortem", scheme, 760)
        page = browser.new_page(device_scale_factor=1.5, viewport={"width": 1200, "height": 600})
        page.set_content(terminal_page(check_output(folder / "broken")))
        page.locator("pre").screenshot(path=ASSETS / "check.png")
        browser.close()
        server.shutdown()
    for picture in sorted(ASSETS.glob("*.png")):
        print(f"{picture.relative_to(ROOT)}  {picture.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
