"""The JSON Schemas accept what the product accepts, and reject what it rejects."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from mkdocs_postmortem.schema import front_matter_schema, options_schema
from mkdocs_postmortem.settings import OPTIONS, Settings, SettingsError, load
from mkdocs_postmortem.template import TemplateError, site_template
from tests.cli.running import run
from tests.plugin.sites import document
from tests.template.sites import GERMAN, HERE, judged, template_of
from tests.template.test_changes import WRONG as WRONG_FILES
from tests.test_settings import UNKNOWN
from tests.test_settings import WRONG as WRONG_OPTIONS

_CHECKER = jsonschema.Draft202012Validator.FORMAT_CHECKER
OPTIONS_SCHEMA = jsonschema.Draft202012Validator(options_schema(), format_checker=_CHECKER)
# What only the whole template tells, and no schema can: whether its parts know of each other.
BEYOND = {
    "twice",
    "key-twice",
    "misspelt",
    "remove",
    "order",
    "after",
    "same-title",
    "alias-of-another",
    "relation-word-twice",
    "relation-without-label",
    "field-type",
    "unused-vocabulary",
    "empty-vocabulary",
    "status-without-meaning",
    "nothing-open",
    "table-of-no-section",
    "metric-of-no-milestone",
    "milestone-taken-from-a-metric",
    "required-milestone",
    "required-category",
    "text",
    "yaml",
    "deep",
    "day",
}
VALUES: list[Any] = [
    True,
    False,
    0,
    1,
    2.5,
    "",
    " ",
    "yes",
    "error",
    "off",
    "auto",
    "index",
    "default",
    "sre",
    "postmortems",
    "../a",
    "/a",
    "a/../b",
    "a..b/c",
    "C:/a",
    "a b",
    "PM1",
    "PM1111",
    "INC-(",
    r"INC-\d+",
    r"(?i)a",
    r"(?i:a)",
    "a" * 99,
    "https://a.example/{key}",
    "https://a.example/",
    "{key}{key}",
    "https://a.example/{key})",
    "{key} b",
    [],
    [""],
    ["a"],
    ["PM1", "no-owner"],
    ["Bad Name"],
    [1],
    [None],
    {},
    {"PM105": "error"},
    {"PM105": "fatal"},
    {"PM105": False},
    {"PM108": {"draft": "off", "closed": "error"}},
    {"PM108": {"final": "off"}},
    {"Bad": "off"},
    {"PM1": None},
    {"PM1": {"draft": True}},
]


def test_the_schemas_are_schemas() -> None:
    jsonschema.Draft202012Validator.check_schema(options_schema())
    for name in ("default", "minimal", "sre", GERMAN):
        schema = front_matter_schema(template_of(name), Settings())
        jsonschema.Draft202012Validator.check_schema(schema)
        json.dumps(schema)


# What their content may be is checked where it is read.
ELSEWHERE = ("template", "labels")


def _loads(values: dict[str, Any]) -> bool:
    try:
        settings = load(values)
        site_template(settings.profile, settings.template, HERE)
    except (SettingsError, TemplateError):
        return False
    return True


@pytest.mark.parametrize("option", [option.name for option in OPTIONS if option.name not in ELSEWHERE])
def test_the_schema_takes_the_values_that_an_option_takes(option: str) -> None:
    taken = {repr(value): _loads({option: value}) for value in [*VALUES, None]}
    assert {repr(v): OPTIONS_SCHEMA.is_valid({option: v}) for v in [*VALUES, None]} == taken
    assert set(taken.values()) == {True, False}


@pytest.mark.parametrize(("option", "value"), [case[:2] for case in WRONG_OPTIONS])
def test_the_schema_rejects_every_wrong_value(option: str, value: object) -> None:
    assert not OPTIONS_SCHEMA.is_valid({option: value})


@pytest.mark.parametrize("name", UNKNOWN)
def test_the_schema_rejects_an_unknown_option(name: str) -> None:
    assert not OPTIONS_SCHEMA.is_valid({name: 1})


@pytest.mark.parametrize(
    "text", [case[1] for case in WRONG_FILES if case[0] not in BEYOND], ids=lambda text: text[:30]
)
def test_the_schema_rejects_a_wrong_template(text: str) -> None:
    changes = yaml.safe_load(text)
    assert not _loads({"template": changes})
    assert not OPTIONS_SCHEMA.is_valid({"template": changes})


@pytest.mark.parametrize("name", ["default.yml", "minimal.yml", "sre.yml", GERMAN])
def test_the_schema_accepts_the_templates_there_are(name: str) -> None:
    folder = HERE if name == GERMAN else Path(__file__).parents[2] / "mkdocs_postmortem" / "template"
    changes = yaml.load((folder / name).read_text(encoding="utf-8"), yaml.BaseLoader)
    errors = [error.message for error in OPTIONS_SCHEMA.iter_errors({"template": _typed(changes)})]
    assert errors == []


def _typed(value: Any) -> Any:
    """Return data whose flags are flags; everything else stays the text that JSON would have."""
    if isinstance(value, dict):
        return {key: _typed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_typed(each) for each in value]
    return {"true": True, "false": False}.get(value, value)


# key, value, whether the rules are content with it
FRONT_MATTER = [
    ("id", "INC-2025-014", True),
    ("id", "Incident 14", False),
    ("incident_id", "INC-2025-014 (late)", True),
    ("date", "2025-03-14", True),
    ("date", "2025-03-13 to 2025-03-15", True),
    ("date", "14 March 2025", False),
    ("severity", "P2", True),
    ("severity", "p2 (latent)", True),
    ("severity", "SEV-2", True),
    ("severity", "sev 2", True),
    ("severity", 2, True),
    ("severity", "P7", False),
    ("severity", 7, False),
    ("status", "in review", True),
    ("status", "Final", True),
    ("status", "finished", False),
    ("root_cause_category", "Third-party failure", True),
    ("root_cause_category", "Cosmic rays", False),
]
_JUDGES = {"PM107", "PM109", "PM111", "PM112", "PM505"}
_LINES = {
    "id": "Incident ID",
    "incident_id": "Incident ID",
    "date": "Date",
    "severity": "Severity",
    "status": "Status",
    "root_cause_category": "Root cause category",
}


@pytest.mark.parametrize(("key", "value", "right"), FRONT_MATTER)
def test_front_matter_is_taken_as_the_rules_take_it(key: str, value: object, right: bool) -> None:
    template = template_of("default")
    schema = jsonschema.Draft202012Validator(front_matter_schema(template, Settings()))
    assert schema.is_valid({"title": "Orders", key: value, "anything": [1]}) is right
    lines = [line for line in document().splitlines() if not line.startswith(f"**{_LINES[key]}:**")]
    text = f"---\n{key}: {value}\n---\n\n" + "\n".join(lines) + "\n"
    found = {each.code for each in judged({"a.md": text.encode()}, template)}
    assert (not found & _JUDGES) is right


def test_front_matter_follows_the_sites_own_template() -> None:
    template = template_of(GERMAN)
    schema = front_matter_schema(template, load({"id_pattern": r"V\d+"}))
    validator = jsonschema.Draft202012Validator(schema)
    assert list(schema["properties"])[2:6] == ["id", "vorfall_nr", "date", "datum"]
    assert {"enum": ["SEV1", "SEV2", "SEV3", "SEV4", "SEV5"]} in schema["properties"]["schweregrad"]["anyOf"]
    assert validator.is_valid({"id": "V12", "schweregrad": "sev4", "stand": "geprüft", "region": "Süd"})
    for wrong in ({"id": "INC-2025-001"}, {"schweregrad": "P1"}, {"stand": "draft"}, {"region": "West"}):
        assert not validator.is_valid(wrong)


def test_front_matter_has_the_relations_of_the_template() -> None:
    schema = front_matter_schema(template_of("default"), Settings())
    names = {"superseded_by", "supersedes", "duplicate_of", "related", "related_to", "same_class_as"}
    assert names < set(schema["properties"])
    validator = jsonschema.Draft202012Validator(schema)
    for right in ("INC-2024-031", ["a.md", "INC-2024-031"], None):
        assert validator.is_valid({"superseded_by": right})
    for wrong in ("", 7, [None], {"a": "INC-2024-031"}, True):
        assert not validator.is_valid({"superseded_by": wrong})
    german = front_matter_schema(template_of(GERMAN), Settings())["properties"]
    assert {"recurrence_of", "wiederholung_von", "wiederholt_als", "warned_by"} < set(german)
    assert "supersedes" not in german


def test_the_command_prints_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    printed = run("schema", "options")
    assert printed.code == 0
    assert json.loads(printed.out) == options_schema()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Test\nplugins: [{postmortem: {profile: sre, id_pattern: 'A-[0-9]+'}}]\n", encoding="utf-8"
    )
    printed = run("schema", "front-matter")
    assert printed.code == 0
    wanted = front_matter_schema(template_of("sre"), load({"id_pattern": "A-[0-9]+"}))
    assert json.loads(printed.out) == wanted
    assert "authors" in wanted["properties"]
    assert run("schema", "pages").code == 2


def test_the_command_needs_no_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    printed = run("schema", "front-matter")
    assert printed.code == 0
    assert json.loads(printed.out) == front_matter_schema(template_of("default"), Settings())
