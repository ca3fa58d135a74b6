"""Changing a template: what each form does, and how wrong ones are told."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from mkdocs_postmortem.document.choices import read_choice
from mkdocs_postmortem.plugin import PostmortemConfig
from mkdocs_postmortem.schema import front_matter_schema
from mkdocs_postmortem.settings import Settings
from mkdocs_postmortem.template import Template, TemplateError, default_template, files_of, site_template
from tests.cli.running import run
from tests.document.reading import as_text

DEFAULT = default_template()


@pytest.fixture
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function from the text of a template file to the template, or to what is wrong with it."""
    monkeypatch.chdir(tmp_path)

    def make(text: str, profile: str = "default") -> Template:
        (tmp_path / "t.yml").write_text(textwrap.dedent(text), encoding="utf-8")
        return site_template(profile, "t.yml", tmp_path)

    return make


def titles(template: Template) -> list[str]:
    return [section.title for section in template.sections]


def test_a_list_changes_by_key_and_keeps_the_rest(changed: Any) -> None:
    template = changed("sections: [{key: lucky, required: never}]")
    assert titles(template) == titles(DEFAULT)
    assert template.section("lucky").required == "never"
    assert template.section("lucky").aliases == DEFAULT.section("lucky").aliases
    assert template.fields == DEFAULT.fields


def test_a_new_entry_goes_to_the_end_or_behind_another(changed: Any) -> None:
    template = changed(
        """
        sections:
          - {key: costs, title: Costs}
          - {key: summary, title: Summary, required: draft, after: timeline}
        """
    )
    assert titles(template)[0:3] == ["Timeline", "Summary", "Impact"]
    assert titles(template)[-1] == "Costs"
    assert template.section("costs").required == "never"
    assert template.section("summary").required == "draft"


def test_entries_are_removed_ordered_and_replaced(changed: Any) -> None:
    template = changed(
        """
        sections: {remove: [whys, appendix], order: [root_cause, impact]}
        impact:
          replace:
            - {key: users, label: Users}
        """
    )
    assert titles(template)[:3] == ["Root Cause", "Impact", "Timeline"]
    assert not template.has("section", "whys")
    assert len(template.sections) == len(DEFAULT.sections) - 2
    assert [(each.key, each.required) for each in template.dimensions] == [("users", "reviewed")]


def test_a_new_name_keeps_the_old_one_as_an_alias(changed: Any) -> None:
    template = changed(
        """
        sections: [{key: impact, title: Auswirkungen}]
        fields: [{key: severity, label: Schwere}]
        tables: {actions: {columns: [{key: owner, label: Wer}]}}
        vocabularies: {priority: [{name: P0, rename: Sofort}]}
        category_label: {label: Ursachenart}
        """
    )
    assert template.section_names["auswirkungen"] == template.section_names["impact"] == "impact"
    assert template.field_names["schwere"] == template.field_names["severity"] == "severity"
    assert template.tables["actions"].names.find("Owner") == "owner"
    assert template.column("actions", "owner") == "Wer"
    assert template.vocabularies["priority"].labels == ("Sofort", "P1", "P2", "P3")
    assert (found := template.vocabularies["priority"].find("P0")) is not None
    assert (found.name, found.high) == ("Sofort", True)
    assert "Root cause category" in template.category_label.aliases


def test_a_mark_may_be_an_alias(changed: Any) -> None:
    template = changed(
        """
        vocabularies:
          severity: [{name: P1, aliases: [🔴, ":rotating_light:"]}]
          action_status: [{name: Done, aliases: {remove: [✅]}}]
        """
    )
    severity = template.vocabularies["severity"]
    assert severity.find("") is None
    assert [read_choice(as_text(text), severity).name for text in ("🔴", "🔴 P2", "🟢")] == ["P1", "P2", None]
    assert read_choice(as_text("✅"), template.vocabularies["action_status"]).name is None
    schema = jsonschema.Draft202012Validator(front_matter_schema(template, Settings()))
    valid = [schema.is_valid({"severity": text}) for text in ("🔴", ":rotating_light:", "P2", "🟢", "", "P7")]
    assert valid == [True, True, True, False, False, False]


def test_replaced_aliases_drop_the_old_name(changed: Any) -> None:
    template = changed("sections: [{key: impact, title: Auswirkungen, aliases: {replace: [Folgen]}}]")
    assert template.section("impact").aliases == ("Folgen",)
    # A section is always known by its key, which here is the old title.
    assert "business impact" not in template.section_names


def test_lists_of_words_grow_shrink_and_are_replaced(changed: Any) -> None:
    template = changed(
        """
        milestones:
          - {key: detected, tags: [Bemerkt]}
          - {key: restored, tags: {replace: [Behoben]}}
          - {key: verified, tags: {remove: [Verification], add: [Geprüft]}}
        answers: {yes: [Ja], no: {replace: [Nein]}}
        empty: [offen]
        """
    )
    assert template.milestone("detected").tags == ("Bemerkt", *DEFAULT.milestone("detected").tags)
    assert template.milestone("restored").tags == ("Behoben",)
    assert template.milestone("verified").tags == (
        "Geprüft",
        "Verified",
        "Verification complete",
        "Verification completed",
    )
    assert template.answers["yes"] == {"ja", "yes", "partial", "partially"}
    assert template.answers["no"] == {"nein"}
    assert "offen" in template.empty


def test_a_vocabulary_is_replaced_whole(changed: Any) -> None:
    template = changed("vocabularies: {severity: {replace: [SEV1, SEV2, 3]}}")
    assert template.vocabularies["severity"].labels == ("SEV1", "SEV2", "3")
    assert template.vocabularies["severity"].find("P1") is None


def test_what_is_taken_out_is_required_no_more(changed: Any) -> None:
    template = changed(
        """
        milestones: {remove: [verified]}
        vocabularies: {action_category: {remove: [Detect]}}
        """
    )
    assert template.required_milestones["closed"] == ("detected", "mitigated", "restored")
    assert template.required_categories == ("Prevent", "Mitigate", "Process")


def test_a_change_lies_over_the_profile(changed: Any) -> None:
    template = changed("fields: [{key: severity, required: draft}]", "minimal")
    assert template.field("severity").required == "draft"
    assert template.field("author").required == "never"


def test_placeholders_of_the_templates_before_still_count(changed: Any) -> None:
    template = changed("sections: [{key: lucky, title: Luck}]")
    assert "{Where something helped}" not in template.placeholders
    assert DEFAULT.placeholders <= template.placeholders


def test_the_starting_document_keeps_what_was_not_changed(changed: Any) -> None:
    text = changed("sections: [{key: lucky, title: Luck}, {key: whys, required: never}]").text
    assert "## Luck\n\n- {Luck}\n" in text
    assert "## What Went Well\n\n- {Things that worked during incident response}\n" in text
    assert "5 Whys" not in text
    assert "**Root cause category:** {Code bug / " in text.split("## Root Cause\n")[1].split("## ")[0]


def test_the_starting_document_may_be_a_file(changed: Any, tmp_path: Path) -> None:
    (tmp_path / "blank.md").write_text("# {Title}\n\n**Date:** {when}\n", encoding="utf-8")
    template = changed("text: blank.md")
    assert template.text == "# {Title}\n\n**Date:** {when}\n"
    assert {"{Title}", "{when}"} <= template.placeholders
    assert files_of("t.yml", tmp_path) == [tmp_path / "t.yml", tmp_path / "blank.md"]
    assert files_of({"text": "blank.md"}, tmp_path) == [tmp_path / "blank.md"]


def test_another_content_is_another_template_and_the_same_is_the_same(changed: Any) -> None:
    one = changed("sections: [{key: lucky, required: never}]")
    two = changed("sections: [{key: lucky, required: closed}]")
    assert one is not two
    assert changed("sections:   [{key: lucky, required: never}]") is one


NEW_FIELD = (
    "`fields[0].type`: found `peple`, expected one of `id`, `date`, `time`, `people`, `list`, `text`, "
)
PARTS = "or a mapping with `replace`, `change`, `remove`, `order`"
WRONG: list[tuple[str, str, list[str]]] = [
    ("unknown-key", "section: []", ["1:1: `section`: there is no such key; did you mean `sections`?"]),
    (
        "unknown-attribute",
        "sections:\n  - key: costs\n    titel: Costs\n",
        ["3:5: `sections[0].titel`: there is no such key; did you mean `title`?"],
    ),
    (
        "status",
        "sections:\n  - {key: lucky, required: drft}\n",
        [
            "2:28: `sections[0].required`: found `drft`, expected one of `draft`, `reviewed`, `closed`, "
            "`never`; did you mean `draft`?"
        ],
    ),
    (
        "type",
        "sections: Timeline\n",
        [
            "1:11: `sections`: found `Timeline`, expected a list of sections, or a mapping with `replace`, "
            "`change`, `remove`, `order`"
        ],
    ),
    (
        "flag",
        "impact: [{key: sla, yes_no: 1}]",
        ["1:29: `impact[0].yes_no`: found `1`, expected `true` or `false`"],
    ),
    ("no-key", "fields: [{label: Team}]", ["1:10: `fields[0]`: a field needs a `key`"]),
    (
        "twice",
        "fields:\n  - {key: team, label: Team}\n  - {key: team, label: Squad}\n",
        ["3:11: `fields[1].key`: the field `team` stands twice"],
    ),
    ("key-twice", "name: a\nname: b\n", ["2:1: `name`: the key stands twice"]),
    (
        "misspelt",
        "sections: [{key: timline, required: never}]",
        ["1:12: `sections[0]`: the section `timline` is new and needs `title`; did you mean `timeline`?"],
    ),
    (
        "remove",
        "milestones: {remove: [mitigatd]}",
        ["1:23: `milestones.remove[0]`: there is no milestone `mitigatd`; did you mean `mitigated`?"],
    ),
    (
        "order",
        "sections:\n  order: [timeline, impct]\n",
        ["2:21: `sections.order[1]`: there is no section `impct`; did you mean `impact`?"],
    ),
    (
        "after",
        "sections: [{key: costs, title: Costs, after: actoins}]",
        ["1:46: `sections[0].after`: there is no section `actoins`; did you mean `actions`?"],
    ),
    (
        "same-title",
        "sections: [{key: costs, title: Impact}]",
        ["1:32: `sections[0].title`: there are two sections called `Impact`"],
    ),
    (
        "relation-without-label",
        "relations: [{key: mitigated_by}]",
        ["1:13: `relations[0]`: the relation `mitigated_by` is new and needs `label`"],
    ),
    (
        "relation-word-twice",
        "relations:\n  - {key: duplicate_of, aliases: [Replaced by]}\n",
        ["2:34: `relations[0].aliases`: `Replaced by` already counts as `superseded_by`"],
    ),
    (
        "alias-of-another",
        "vocabularies:\n  severity: [SEV1]\n",
        [
            "2:14: `vocabularies.severity[0].name`: `SEV1` already counts as `P1`; "
            "to have words of your own instead, put them behind `replace`"
        ],
    ),
    (
        "field-type",
        "fields: [{key: team, label: Team, type: peple}]",
        [
            "1:41: " + NEW_FIELD + "`severity`, `status`, `category`, `priority`, `action_status`, "
            "`action_category`; did you mean `people`?"
        ],
    ),
    (
        "unused-vocabulary",
        "vocabularies: {severty: [a]}",
        ["1:16: `vocabularies.severty`: no field has the type `severty`; did you mean `severity`?"],
    ),
    (
        "empty-vocabulary",
        "vocabularies: {severity: {replace: []}}",
        ["1:26: `vocabularies.severity`: a vocabulary needs at least one word"],
    ),
    (
        "status-without-meaning",
        "vocabularies:\n  status:\n    replace:\n      - Fertig\n      - {name: Entwurf, means: draft}\n",
        [
            "4:9: `vocabularies.status.replace[0].name`: the status `Fertig` needs `means`: "
            "one of `draft`, `reviewed`, `closed`"
        ],
    ),
    (
        "nothing-open",
        "vocabularies: {action_status: {replace: [Offen, Fertig]}}",
        ["1:31: `vocabularies.action_status`: no status is `open: true`: nothing could be open"],
    ),
    (
        "table-of-no-section",
        "tables: {actions: {section: todo}}",
        ["1:29: `tables.actions.section`: there is no section `todo`"],
    ),
    (
        "metric-of-no-milestone",
        "metrics:\n  - {key: ttd, impact: [begun, detected]}\n",
        [
            "2:25: `metrics[0].impact[0]`: the metric `ttd` counts from or to `begun`, "
            "which is no milestone; did you mean `began`?"
        ],
    ),
    (
        "milestone-taken-from-a-metric",
        "milestones: {remove: [began]}\nmetrics: {remove: [ttd, ttm, ttr]}\n",
        ["1:13: `milestones`: the metric `downtime` counts from or to `began`, which is no milestone"],
    ),
    (
        "required-milestone",
        "required_milestones: {closed: [restord]}",
        ["1:32: `required_milestones.closed[0]`: there is no milestone `restord`; did you mean `restored`?"],
    ),
    (
        "required-category",
        "required_categories: [Prevnt]",
        ["1:23: `required_categories[0]`: there is no action category `Prevnt`; did you mean `Prevent`?"],
    ),
    (
        "pair",
        "metrics: [{key: ttd, impact: [began]}]",
        ["1:30: `metrics[0].impact`: found a list, expected a list of 2 milestones"],
    ),
    ("text", "text: nowhere.md", ["1:7: `text`: nowhere.md can't be read: No such file or directory"]),
    ("yaml", "name: a: b", ["1:8: is not valid YAML: mapping values are not allowed in this context"]),
    ("deep", "[" * 99, ["1:1: is not valid YAML: nested more than 50 levels deep"]),
    (
        "day",
        "name: a\nfields: [{key: date, example: 2025-02-30}]",
        ["2:31: `2025-02-30` is not a day of the calendar; put it in quotes if it is none"],
    ),
    (
        "several",
        "fields: 5\nsections: 6\n",
        [
            "1:9: `fields`: found `5`, expected a list of fields, " + PARTS,
            "2:11: `sections`: found `6`, expected a list of sections, " + PARTS,
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_a_wrong_file_is_told_with_its_place(
    text: str, expected: list[str], changed: Any, tmp_path: Path
) -> None:
    with pytest.raises(TemplateError) as caught:
        changed(text)
    said = [f"t.yml:{line}" for line in expected]
    assert caught.value.problems == said
    # The command and the plugin say the same.
    (tmp_path / "options.yml").write_text("template: t.yml\n", encoding="utf-8")
    ran = run("check", "--config", "options.yml")
    assert (ran.code, ran.err.splitlines()) == (2, [f"postmortem: {line}" for line in said])
    assert _configured({"template": "t.yml"}, tmp_path) == said


def _configured(values: dict[str, Any], folder: Path) -> list[str]:
    config = PostmortemConfig(config_file_path=str(folder / "mkdocs.yml"))
    config.load_dict(values)
    errors, _ = config.validate()
    assert {name for name, _ in errors} == {"template"}
    return [str(error) for _, error in errors]


PLACES = """\
site_name: Test
plugins:
  - search
  - postmortem:
      template:
        sections:
          - {key: lucky, required: drft}
          - key: costs
            titel: Costs
        answers:
          yes: Ja
"""


def test_a_wrong_option_names_its_path_and_the_command_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(PLACES, encoding="utf-8")
    expected = [
        "option `template.sections[0].required`: found `drft`, expected one of `draft`, `reviewed`, "
        "`closed`, `never`; did you mean `draft`?",
        "option `template.sections[1].titel`: there is no such key; did you mean `title`?",
        "option `template.answers.yes`: found `Ja`, expected a list of texts, or one behind `add`, "
        "`remove` or `replace`",
    ]
    options = yaml.safe_load(PLACES)["plugins"][1]["postmortem"]
    assert _configured(options, tmp_path) == expected
    places = ("7:36", "9:13", "11:16")
    said = [f"postmortem: mkdocs.yml:{at}: {line}" for at, line in zip(places, expected, strict=True)]
    ran = run("check")
    assert (ran.code, ran.err.splitlines()) == (2, said)


def test_an_inherited_option_is_told_without_a_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "base.yml").write_text(
        PLACES.replace("          yes: Ja\n", "          yes: [Ja]\n"), encoding="utf-8"
    )
    (tmp_path / "mkdocs.yml").write_text("INHERIT: base.yml\n", encoding="utf-8")
    ran = run("check")
    assert ran.code == 2
    assert ran.err.splitlines()[1].startswith("postmortem: mkdocs.yml: option `template.sections[1].titel`: ")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "option `template`: t.yml can't be read: No such file or directory"),
        (b"name: \xff", "t.yml:1:1: is not valid UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read(
    content: bytes | None, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if content is not None:
        (tmp_path / "t.yml").write_bytes(content)
    with pytest.raises(TemplateError) as caught:
        site_template("default", "t.yml", tmp_path)
    assert caught.value.problems == [message]


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "sections:\n", "x-anchor: &a {}\n".replace("x-anchor: &a {}", "{}")]
)
def test_a_file_that_says_nothing_changes_nothing(text: str, changed: Any) -> None:
    template = changed(text)
    assert (template.sections, template.fields) == (DEFAULT.sections, DEFAULT.fields)
    assert template.text == DEFAULT.text
