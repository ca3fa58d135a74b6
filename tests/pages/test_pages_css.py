"""The style sheet: what stands in it twice, since no selector can ask what the screen prefers."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs_postmortem import pages

SHEET = Path(pages.__file__).with_name("assets") / pages.CSS
_VALUE = re.compile(r"(--[\w-]+):\s*([^;]+);")


def palette(selector: str) -> dict[str, str]:
    """Return the variables of the only rule with that selector."""
    (body,) = re.findall(
        rf"^\s*{re.escape(selector)} \{{\n([^{{}}]*)\}}", SHEET.read_text("utf-8"), re.MULTILINE
    )
    return dict(_VALUE.findall(body))


def test_the_dark_palette_is_the_same_whoever_asks_for_it() -> None:
    chosen = palette('[data-md-color-scheme="slate"], [data-bs-theme="dark"]')
    assert len(chosen) > 20
    assert palette('[data-bs-theme="auto"]') == chosen


def test_the_dark_palette_has_every_colour_of_the_light_one() -> None:
    light = palette(":root, .pm-paper")
    assert set(palette('[data-bs-theme="auto"]')) == set(light)
