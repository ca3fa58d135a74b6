"""The pictures of README and docs, made from the demo archive: `make pictures`."""

from __future__ import annotations

import base64
import functools
import html
import http.server
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import zlib
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
ASSETS = ROOT / "docs" / "assets"
INCIDENT = "2025-06-16-serving-pool-exhausted-by-live-tiles"
ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795392000", "COLUMNS": "110"}
# The name of each picture, the page below the archive's folder, and how much of it is shown.
SHOTS = (
    ("index", "", 1000),
    ("postmortem", f"{INCIDENT}/", 760),
    ("actions", "actions/", 900),
    ("insights", "insights/", 1320),
)
# A picture that weighs more slows the page that shows it.
MOST_BYTES = 150_000
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


# The 256 most frequent colours of a picture, and for each pixel the nearest of them.
_FEW_COLOURS = """async address => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const pixels = new Uint32Array(data.length / 4).map((_, at) =>
        (data[4 * at] << 16) | (data[4 * at + 1] << 8) | data[4 * at + 2]);
    const counts = new Map();
    for (const colour of pixels) counts.set(colour, (counts.get(colour) || 0) + 1);
    const parts = colour => [colour >> 16, (colour >> 8) & 255, colour & 255];
    const alike = new Map();  // the most frequent of colours that nobody could tell apart
    const often = Array.from(counts).sort((a, b) => b[1] - a[1]);
    for (const [colour, count] of often) {
        const key = parts(colour).map(part => part >> 3).join();
        const known = alike.get(key);
        if (known) known[1] += count; else alike.set(key, [colour, count]);
    }
    const chosen = Array.from(alike.values()).sort((a, b) => b[1] - a[1]).slice(0, 256);
    const palette = chosen.map(([colour]) => parts(colour));
    const nearest = new Map(often.map(([colour]) => {
        const [r, g, b] = parts(colour);
        const far = palette.map(([x, y, z]) => (r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2);
        return [colour, far.indexOf(Math.min(...far))];
    }));
    let indexes = "";
    for (const colour of pixels) indexes += String.fromCharCode(nearest.get(colour));
    return [image.width, image.height, palette.flat(), btoa(indexes)];
}"""


def smaller(page: Page, picture: bytes) -> bytes:
    """Return a PNG with 256 colours at most. Text on a plain ground looks the same, and weighs a third."""
    address = "data:image/png;base64," + base64.b64encode(picture).decode()
    width, height, palette, indexes = page.evaluate(_FEW_COLOURS, address)
    pixels = base64.b64decode(indexes)
    rows = b"".join(b"\0" + pixels[row * width : (row + 1) * width] for row in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", bytes(palette)), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


# Material's header shows the title of a page that was scrolled, and moves from one to the other.
_IS_STILL = "!document.querySelector('.md-header__title--active') && !document.getAnimations().length"


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
    page.wait_for_function(_IS_STILL)
    picture = page.screenshot()
    page.goto("about:blank")  # where nothing else is painted meanwhile
    (ASSETS / f"{name}-{scheme}.png").write_bytes(smaller(page, picture))
    context.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def main() -> None:
    """Build the demo and take all pictures."""
    ASSETS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = Path(temporary)
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
            for name, below, height in SHOTS:
                take(browser, address + below, name, scheme, height)
        page = browser.new_page(device_scale_factor=1.5, viewport={"width": 1200, "height": 600})
        page.set_content(terminal_page(check_output(folder / "broken")))
        picture = page.locator("pre").screenshot()
        (ASSETS / "check.png").write_bytes(smaller(page, picture))
        browser.close()
        server.shutdown()
    for path in sorted(ASSETS.glob("*.png")):
        size = path.stat().st_size
        print(f"{path.relative_to(ROOT)}  {size // 1000} kB{'  too heavy' if size > MOST_BYTES else ''}")


if __name__ == "__main__":
    main()
