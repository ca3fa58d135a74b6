"""The page about other languages: its examples are right, and its messages are those that are given."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from mkdocs_postmortem.labels import LabelsError, site_labels
from mkdocs_postmortem.settings import load

PAGE = Path(__file__).parents[2] / "docs" / "in-another-language.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = [
    example
    for example in re.findall(r"^```yaml\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
    if not example.startswith("theme:")
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text[:40])
def test_an_example_is_right(example: str, tmp_path: Path) -> None:
    data = yaml.safe_load(example)
    (tmp_path / "labels.yml").write_text("{}", encoding="utf-8")
    choice = load(data["plugins"][0]["postmortem"]).labels if "plugins" in data else data
    assert site_labels(choice, tmp_path) is not None


def test_the_wrong_example_says_what_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = '"All incident": Tous\n"since {date}": depuis\n'
    (tmp_path / "labels.yml").write_text(text, encoding="utf-8")
    with pytest.raises(LabelsError) as caught:
        site_labels("labels.yml", tmp_path)
    (shown,) = re.findall(r"^```text\n(.*?)\n```", TEXT, re.DOTALL | re.MULTILINE)
    assert "\n".join(caught.value.problems) == shown
