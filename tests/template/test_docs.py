"""The page about templates of one's own: its examples are right, and it names everything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from mkdocs_postmortem.settings import load
from mkdocs_postmortem.template import PROFILES, TemplateError, site_template
from mkdocs_postmortem.template.content import KEYED, TEMPLATE

PAGE = Path(__file__).parents[2] / "docs" / "your-own-template.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text[:40])
def test_an_example_is_a_template(example: str, tmp_path: Path) -> None:
    data = yaml.safe_load(example)
    (tmp_path / "postmortem-template.yml").write_text("name: own\n", encoding="utf-8")
    if "plugins" in data:
        settings = load(data["plugins"][0]["postmortem"])
        site_template(settings.profile, settings.template, tmp_path)
    else:
        (tmp_path / "t.yml").write_text(example, encoding="utf-8")
        site_template("default", "t.yml", tmp_path)


def test_the_wrong_example_says_what_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "sections:\n  - {key: lucky, required: never}\n  - {key: whys, required: drft}\n"
    (tmp_path / "postmortem-template.yml").write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        site_template("default", "postmortem-template.yml", tmp_path)
    shown = re.findall(r"^```text\n(.*?)\n```", TEXT, re.DOTALL | re.MULTILINE)
    assert caught.value.problems == shown


def test_every_key_and_profile_is_named() -> None:
    for key in (*TEMPLATE.attributes, *PROFILES):
        assert f"`{key}`" in TEXT, key
    attributes = [name for each in KEYED for name in each.attributes if name != "after"]
    for name in attributes:
        assert f"`{name}`" in TEXT or f"`{name}: " in TEXT or f" {name}: " in TEXT, name
