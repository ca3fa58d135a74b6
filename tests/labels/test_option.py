"""The option `labels`: what it takes, what it makes of it, and how it tells what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from markupsafe import Markup

from mkdocs_postmortem.labels import ENGLISH, LANGUAGES, Labels, LabelsError, files_of, site_labels
from mkdocs_postmortem.labels.catalogue import catalogue, placeholders, shipped
from mkdocs_postmortem.plugin import PostmortemConfig
from mkdocs_postmortem.schema import options_schema
from tests.cli.running import run

SCHEMA = jsonschema.Draft202012Validator(options_schema())
OWN = """\
All incidents: Tous les incidents
"{number} days late": {one: un jour de retard, other: "{number} jours de retard"}
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "labels.yml").write_text(OWN, encoding="utf-8")
    return tmp_path


def late(labels: Labels, number: int) -> str:
    return labels.n("{number} day late", "{number} days late", number)


def test_english_says_what_stands_in_the_code() -> None:
    assert site_labels(None, Path()) is ENGLISH
    assert ENGLISH("All incidents") == "All incidents"
    assert ENGLISH("since {date}", date="2025-03-14") == "since 2025-03-14"
    assert [late(ENGLISH, number) for number in (0, 1, 2)] == ["0 days late", "1 day late", "2 days late"]


def test_a_file_says_it_in_another_language_and_the_rest_stays_english(here: Path) -> None:
    labels = site_labels("labels.yml", here)
    assert labels("All incidents") == "Tous les incidents"
    assert labels("Severity") == "Severity"
    assert [late(labels, number) for number in (0, 1, 2)] == [
        "0 jours de retard",
        "un jour de retard",
        "2 jours de retard",
    ]


def test_a_mapping_is_as_good_and_one_text_serves_for_any_number(here: Path) -> None:
    labels = site_labels({"Severity": "深刻度", "{number} days late": "{number}日遅れ", "Any": None}, here)
    assert labels("Severity") == "深刻度"
    assert labels("Any") == "Any"
    assert [late(labels, number) for number in (1, 2)] == ["1日遅れ", "2日遅れ"]


def test_of_several_the_last_one_counts(here: Path) -> None:
    labels = site_labels(["de", "labels.yml", {"Severity": "Gravité"}], here)
    said = [labels(text) for text in ("All incidents", "Severity", "Category")]
    assert said == ["Tous les incidents", "Gravité", "Kategorie"]


def test_what_yaml_reads_as_something_else_is_still_a_text(here: Path) -> None:
    (here / "labels.yml").write_text("None: No\nOpen: 5\n", encoding="utf-8")
    labels = site_labels("labels.yml", here)
    assert (labels("None"), labels("Open")) == ("no", "5")


def test_with_markup_in_it_a_text_is_markup_and_everything_else_is_escaped() -> None:
    labels = Labels({"both mention {words}": "<b>{words}</b>"})
    said = labels("both mention {words}", words=Markup("<em>a</em>"))
    assert isinstance(said, Markup)
    assert said == "&lt;b&gt;<em>a</em>&lt;/b&gt;"
    assert not isinstance(labels("both mention {words}", words="a"), Markup)


def test_files_are_those_that_a_server_watches(here: Path) -> None:
    assert files_of(None, here) == files_of("de", here) == files_of({"Any": "x"}, here) == []
    assert files_of("labels.yml", here) == [here / "labels.yml"]
    assert files_of(["de", "labels.yml", {}], here) == [here / "labels.yml"]


NO_TEXT = "there is no such text"
LISTED = "; `postmortem labels` lists them"
WRONG_FILES: list[tuple[str, str, list[str]]] = [
    (
        "misspelt",
        "All incident: Tous\n",
        [f"1:1: `All incident`: {NO_TEXT}; did you mean `All incidents`?"],
    ),
    ("unknown", "Severity: x\nBananas and figs: y\n", [f"2:1: `Bananas and figs`: {NO_TEXT}{LISTED}"]),
    (
        "singular",
        '"{number} day late": x\n',
        [f"1:1: `{{number}} day late`: {NO_TEXT}; did you mean `{{number}} days late`?"],
    ),
    ("lost", '"since {date}": seit\n', ["1:17: `since {date}`: `{date}` is missing"]),
    (
        "added",
        "\nSeverity: Grad {number}\n",
        ["2:11: `Severity`: `{number}` is no placeholder of this text; there are none here"],
    ),
    (
        "renamed",
        '"since {date}": "seit {datum}"\n',
        [
            "1:17: `since {date}`: `{date}` is missing",
            "1:17: `since {date}`: `{datum}` is no placeholder of this text; there are `{date}`",
        ],
    ),
    (
        "lost-in-a-form",
        '"{number} days late":\n  one: ein Tag\n  other: Tage\n',
        ["3:10: `{number} days late.other`: `{number}` is missing"],
    ),
    (
        "no-other",
        '"{number} days late": {one: ein Tag}\n',
        ["1:23: `{number} days late`: a text with a number needs `other`, and `one` where that is another"],
    ),
    (
        "no-such-form",
        '"{number} days late": {few: "{number}", other: "{number}"}\n',
        ["1:24: `{number} days late.few`: there is no such key; there are `one`, `other`"],
    ),
    ("forms", "Severity: {one: a, other: b}\n", ["1:11: `Severity`: found a mapping, expected a text"]),
    ("empty", "Severity: ''\n", ["1:11: `Severity`: found ``, expected a text"]),
    ("list", "Severity: [a]\n", ["1:11: `Severity`: found a list, expected a text"]),
    (
        "braces", "Severity: Grad {\n",
        [
            "1:11: `Severity`: a single brace is no placeholder; there are none here",
        ],
    ),
    (
        "expression",
        '"since {date}": "{date.year!r:>9}"\n',
        ["1:17: `since {date}`: `{date.year}` is no placeholder; there are `{date}`"],
    ),
    (
        "number", '"since {date}": "{} {0}"\n',
        [
            "1:17: `since {date}`: `{}` is no placeholder; there are `{date}`",
        ],
    ),
    ("twice", "Any: a\nAny: b\n", ["2:1: `Any`: the text stands twice"]),
    (
        "no-mapping",
        "- a\n",
        ["1:1: found a list, expected a mapping from English texts to those of your language"],
    ),
    ("yaml", "Any: a: b", ["1:7: is not valid YAML: mapping values are not allowed in this context"]),
    (
        "several", "Anyy: a\nSeverity: ''\n",
        [
            f"1:1: `Anyy`: {NO_TEXT}; did you mean `Any`?",
            "2:11: `Severity`: found ``, expected a text",
        ],
    ),
]  # fmt: skip


def configured(values: dict[str, Any], folder: Path) -> list[str]:
    config = PostmortemConfig(config_file_path=str(folder / "mkdocs.yml"))
    config.load_dict(values)
    errors, _ = config.validate()
    assert {name for name, _ in errors} == {"labels"}
    return [str(error) for _, error in errors]


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in WRONG_FILES], ids=[case[0] for case in WRONG_FILES]
)
def test_a_wrong_file_is_told_with_its_place(text: str, expected: list[str], here: Path) -> None:
    (here / "labels.yml").write_text(text, encoding="utf-8")
    said = [f"labels.yml:{line}" for line in expected]
    with pytest.raises(LabelsError) as caught:
        site_labels("labels.yml", here)
    assert caught.value.problems == said
    # The command and the plugin say the same.
    (here / "options.yml").write_text("labels: labels.yml\n", encoding="utf-8")
    ran = run("check", "--config", "options.yml")
    assert (ran.code, ran.err.splitlines()) == (2, [f"postmortem: {line}" for line in said])
    assert configured({"labels": "labels.yml"}, here) == said


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("fr", "option `labels`: found `fr`, expected one of `de`, `en`, or the path of a YAML file"),
        ("fr.yml", "option `labels`: fr.yml can't be read: No such file or directory"),
        ({"Anyy": "x"}, f"option `labels.Anyy`: {NO_TEXT}; did you mean `Any`?"),
        (["de", {"Any": []}], "option `labels[1].Any`: found a list, expected a text"),
    ],
)
def test_a_wrong_value_names_the_option(value: object, expected: str, here: Path) -> None:
    assert configured({"labels": value}, here) == [expected]


PLACES = """\
site_name: Test
plugins:
  - postmortem:
      labels:
        - de
        - Severity: Grad
          Anyy: x
          "since {date}": seit
"""


def test_the_command_tells_where_a_wrong_value_stands(here: Path) -> None:
    (here / "mkdocs.yml").write_text(PLACES, encoding="utf-8")
    ran = run("check")
    assert (ran.code, ran.err.splitlines()) == (
        2,
        [
            f"postmortem: mkdocs.yml:7:11: option `labels[1].Anyy`: {NO_TEXT}; did you mean `Any`?",
            "postmortem: mkdocs.yml:8:27: option `labels[1].since {date}`: `{date}` is missing",
        ],
    )


def test_a_file_that_is_not_utf_8(here: Path) -> None:
    (here / "labels.yml").write_bytes(b"Any: \xff\n")
    assert configured({"labels": "labels.yml"}, here) == ["labels.yml:1:1: is not valid UTF-8"]


@pytest.mark.parametrize("text", ["", "# nothing\n", "{}\n"])
def test_a_file_that_says_nothing_stays_english(text: str, here: Path) -> None:
    (here / "labels.yml").write_text(text, encoding="utf-8")
    assert site_labels("labels.yml", here)("Any") == "Any"


# -- languages that ship with the package --


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shipped_language_is_right_and_complete(language: str) -> None:
    labels = site_labels(language, Path())
    assert labels.texts.keys() | labels.counted.keys() == catalogue().keys()
    assert SCHEMA.is_valid({"labels": shipped(language)})
    assert SCHEMA.is_valid({"labels": language})


def test_no_text_of_the_catalogue_is_what_its_plural_is_not() -> None:
    for key, said in catalogue().items():
        if isinstance(said, str):
            assert said == key
        else:
            assert said["other"] == key
            assert set(placeholders(said["one"])) <= set(placeholders(key))


def test_the_schema_knows_the_texts() -> None:
    right: list[object] = [
        {"Any": "Alle"}, {"Any": None}, ["de", {"Any": "Alle"}, "labels.yml"],
        {"{number} days late": "x {number}"}, {"{number} days late": {"other": "x {number}"}},
    ]  # fmt: skip
    wrong: list[object] = [
        {"Anyy": "Alle"}, {"Any": []}, {"Any": {"other": "a"}}, [], [5], "",
        {"{number} days late": {"one": "x"}}, {"{number} days late": {"few": "x", "other": "y"}},
    ]  # fmt: skip
    assert [SCHEMA.is_valid({"labels": value}) for value in right] == [True] * len(right)
    assert [SCHEMA.is_valid({"labels": value}) for value in wrong] == [False] * len(wrong)


# -- the command --


def test_the_command_prints_the_texts_of_a_language() -> None:
    assert yaml.safe_load(run("labels").out) == catalogue()
    assert run("labels").out.startswith("# Every text of the pages, in English.")
    assert yaml.safe_load(run("labels", "de").out) == shipped("de")


def test_the_command_prints_what_a_translation_lacks(here: Path) -> None:
    ran = run("labels", "--missing", "labels.yml")
    assert ran.code == 1
    lacking = yaml.safe_load(ran.out)
    assert catalogue().keys() - lacking.keys() == {"All incidents", "{number} days late"}
    assert lacking["{number} dropped"] == "{number} dropped"
    (here / "rest.yml").write_text(OWN + ran.out, encoding="utf-8")
    assert run("labels", "--missing", "rest.yml") == type(ran)(0, "", "")


def test_the_command_says_what_is_wrong_with_a_translation(here: Path) -> None:
    (here / "labels.yml").write_text("Anyy: x\n", encoding="utf-8")
    ran = run("labels", "--missing", "labels.yml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"postmortem: labels.yml:1:1: `Anyy`: {NO_TEXT}; did you mean `Any`?\n"
