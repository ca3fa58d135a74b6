"""The options: one home, one message per wrong value, whichever door it came through."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from mkdocs_postmortem.cli import main
from mkdocs_postmortem.option_types import Legacy, show
from mkdocs_postmortem.plugin import PostmortemConfig
from mkdocs_postmortem.settings import OPTIONS, Settings, SettingsError, load
from mkdocs_postmortem.site_pages import SITE_PAGES, PageChoice, page_choices

PROFILES = "one of `default`, `minimal`, `sre`"
LABELS = "a language, the path of a YAML file, a mapping with texts, or a list of these"
CHANGES = "the path of a YAML file, or a mapping with the changes"
FAIL_ON = "one of `error`, `warning`, `info`, `never`"
FOLDER = "a folder inside `docs_dir`, such as `postmortems`"
TEXTS = "a list of texts, such as `[a, b]`"
CODES = "a rule's code, the start of one, or its name, such as `PM111`, `PM3`, `bad-date`"
LEVELS = "rules with levels, such as `PM105: warning` or `PM108: {draft: off, closed: error}`"
PER_FILE = 'files with rules, such as `"2019/**": [PM3, PM6]`'
KINDS = (
    "bool",
    "text",
    "list",
    "choice",
    "pattern",
    "patterns",
    "urls",
    "levels",
    "url",
    "number",
    "template",
    "labels",
    "per_file",
    "legacy",
    "pages",
)
PAGES = "pages with what is wanted of them, such as `insights: false`"
KEYS = ", ".join(f"`{page.key}`" for page in SITE_PAGES)
PAGE_FILE = "a Markdown file inside `docs_dir`, such as `to-do.md`"
LEGACY = "`{before: 2024-01-01, max_level: info}`"
BOOL = "`true` or `false`"
TEXT = "a text that is not empty"
TICKET = "an address with `{key}`, such as `https://issues.example/{key}`"

# option, wrong value, what was found, what was expected
TICKETS = 'prefixes with addresses, such as `{DATA: "https://issues.example/{key}"}`'
PREFIX = "the prefix of a key in capital letters, such as `DATA` in `DATA-102`"
WRONG: list[tuple[str, Any, str, str]] = [
    ("enabled", "yes", "`yes`", BOOL),
    ("enabled", 1, "`1`", BOOL),
    ("enabled", [], "a list", BOOL),
    ("several_categories", "yes", "`yes`", BOOL),
    ("several_categories", ["Capacity"], "a list", BOOL),
    ("folder", "", "``", FOLDER),
    ("folder", "../elsewhere", "`../elsewhere`", FOLDER),
    ("folder", "/srv/postmortems", "`/srv/postmortems`", FOLDER),
    ("folder", "C:/postmortems", "`C:/postmortems`", FOLDER),
    ("folder", "a/../../b", "`a/../../b`", FOLDER),
    ("folder", True, "`true`", FOLDER),
    ("folder", ["a"], "a list", FOLDER),
    ("exclude", "drafts/*", "`drafts/*`", TEXTS),
    ("exclude", [1, 2], "a list", TEXTS),
    ("exclude", [""], "a list", TEXTS),
    ("exclude", {"a": 1}, "a mapping", TEXTS),
    ("template_files", "template.md", "`template.md`", TEXTS),
    ("template_files", [None], "a list", TEXTS),
    ("profile", "sr", "`sr`", PROFILES + "; did you mean `sre`?"),
    ("profile", "SRE", "`SRE`", PROFILES + "; did you mean `sre`?"),
    ("profile", {"sections": []}, "a mapping", PROFILES),
    ("template", "  ", "``", CHANGES),
    ("template", ["sections"], "a list", CHANGES),
    ("labels", 5, "`5`", LABELS),
    ("labels", [], "a list", LABELS),
    ("labels", ["de", ""], "``", LABELS),
    ("fail_on", "eror", "`eror`", FAIL_ON + "; did you mean `error`?"),
    ("fail_on", "fatal", "`fatal`", FAIL_ON),
    ("fail_on", False, "`false`", FAIL_ON),
    ("fail_on", ["error"], "a list", FAIL_ON + "; did you mean `error`?"),
    ("select", "PM111", "`PM111`", TEXTS),
    ("select", ["PM1111"], "`PM1111`", CODES),
    ("select", ["bad date"], "`bad date`", CODES),
    ("ignore", ["PM*"], "`PM*`", CODES),
    ("ignore", 403, "`403`", TEXTS),
    (
        "id_pattern",
        "INC-(",
        "`INC-(`",
        "a regular expression (missing ), unterminated subpattern at position 4)",
    ),
    ("levels", ["PM105"], "a list", LEVELS),
    ("levels", {"PM1055": "error"}, "`PM1055`", CODES),
    ("link_mentions", "yes", "`yes`", BOOL),
    ("link_mentions", 0, "`0`", BOOL),
    ("similar", -1, "`-1`", "a whole number from 0 to 20"),
    ("similar", True, "`true`", "a whole number from 0 to 20"),
    ("similar", "3", "`3`", "a whole number from 0 to 20"),
    ("fold", -1, "`-1`", "a whole number from 0 to 100000"),
    ("fold", False, "`false`", "a whole number from 0 to 100000"),
    ("suffixes", ".md", "`.md`", TEXTS),
    ("suffixes", ["md"], "`md`", "the ending of a file's name, such as `.md` or `.html.md.erb`"),
    ("suffixes", ["."], "`.`", "the ending of a file's name, such as `.md` or `.html.md.erb`"),
    ("suffixes", [], "a list", "at least one ending, such as `[.md]`"),
    ("baseline", "", "``", TEXT),
    ("baseline", "known/", "`known/`", "a file, such as `postmortem-baseline.json`"),
    ("per_file", ["PM3"], "a list", PER_FILE),
    ("per_file", {"": ["PM3"]}, "a mapping", PER_FILE),
    ("legacy", "2024-01-01", "`2024-01-01`", LEGACY),
    ("legacy", {"max_level": "info"}, "a mapping", LEGACY),
    ("preview", "on", "`on`", BOOL),
    ("preview", 1, "`1`", BOOL),
    ("id_pattern", "*", "`*`", "a regular expression (nothing to repeat at position 0)"),
    (
        "id_pattern",
        r"(?i)inc-\d+",
        r"`(?i)inc-\d+`",
        r"flags with what they apply to, such as `(?i:inc-\d+)`",
    ),
    ("id_pattern", "  ", "``", TEXT),
    (
        "external_ids",
        "BILLING-(",
        "`BILLING-(`",
        "a regular expression (missing ), unterminated subpattern at position 8)",
    ),
    ("external_ids", "", "``", TEXT),
    ("numbering", "gaps", "`gaps`", "one of `consecutive`, `unique`"),
    ("numbering", True, "`true`", "one of `consecutive`, `unique`"),
    ("owners", "Dana", "`Dana`", TEXTS),
    ("owners", [None], "a list", TEXTS),
    ("ticket_url", "https://issues.example/", "`https://issues.example/`", TICKET),
    ("ticket_url", "https://issues.example/{key} (new)", "`https://issues.example/{key} (new)`", TICKET),
    ("ticket_url", ["{key}"], "a list", TICKET),
    ("tickets", "https://issues.example/{key}", "`https://issues.example/{key}`", TICKETS),
    ("tickets", ["DATA"], "a list", TICKETS),
    ("tickets", {"data": "https://issues.example/{key}"}, "`data`", PREFIX),
    ("tickets", {"DATA-": "https://issues.example/{key}"}, "`DATA-`", PREFIX),
    ("id_pattern", [], "a list", "at least one regular expression"),
    ("id_pattern", [r"INC-\d+", ""], "``", TEXT),
    ("email_domains", "example.com", "`example.com`", TEXTS),
    ("email_domains", {"a": 1}, "a mapping", TEXTS),
    ("denied_terms", "Acme", "`Acme`", TEXTS),
    ("denied_terms", [""], "a list", TEXTS),
    ("file_name", "[a-z", "`[a-z`", "a regular expression (unterminated character set at position 0)"),
    ("file_name", "", "``", TEXT),
    ("file_name", True, "`true`", TEXT),
    ("also_on_github", "yes", "`yes`", BOOL),
    ("also_on_github", "https://github.com/x", "`https://github.com/x`", BOOL),
    ("id_pattern", 7, "`7`", TEXT),
    (
        "time_base",
        "detected",
        "`detected`",
        "one of `auto`, `detection`, `impact`; did you mean `detection`?",
    ),
    ("time_base", "", "``", "one of `auto`, `detection`, `impact`"),
    ("downtime_end", "restore", "`restore`", "one of `restored`, `mitigated`; did you mean `restored`?"),
    ("downtime_end", 5, "`5`", "one of `restored`, `mitigated`"),
    ("title", "", "``", TEXT),
    ("title", 2025, "`2025`", TEXT),
    ("title", date(2025, 3, 14), "`2025-03-14`", TEXT),
    ("title", {"en": "Incidents"}, "a mapping", TEXT),
    ("search_appendix", "no", "`no`", BOOL),
    ("search_appendix", ["logs"], "a list", BOOL),
    ("pages", ["insights"], "a list", PAGES),
    ("pages", False, "`false`", PAGES),
    ("pages", {"insigths": False}, "`insigths`", f"one of {KEYS}; did you mean `insights`?"),
    ("nav", "none", "`none`", "one of `index`, `all`"),
    ("nav", True, "`true`", "one of `index`, `all`"),
    ("nav", "x" * 80, f"`{'x' * 59}…`", "one of `index`, `all`"),
]
UNKNOWN = {
    "fail-on": "option `fail-on`: there is no such option; did you mean `fail_on`?",
    "fodler": "option `fodler`: there is no such option; did you mean `folder`?",
    "verbose": "option `verbose`: there is no such option; there are "
    + ", ".join(f"`{option.name}`" for option in OPTIONS),
}
Door = Callable[[dict[str, Any]], list[str]]


def _loaded(values: dict[str, Any]) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(values)
    return list(caught.value.problems.values())


def _configured(values: dict[str, Any]) -> list[str]:
    config = PostmortemConfig()
    config.load_dict(values)
    errors, warnings = config.validate()
    assert warnings == []
    return [str(error) for _, error in errors]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Door:
    def _run(values: dict[str, Any]) -> list[str]:
        (tmp_path / "options.yml").write_text(yaml.safe_dump(values), encoding="utf-8")
        monkeypatch.chdir(tmp_path)
        result = CliRunner().invoke(main, ["check", "--config", "options.yml"])
        assert (result.exit_code, result.stdout) == (2, "")
        start = "postmortem: options.yml: "
        return [line.removeprefix(start) for line in result.stderr.splitlines() if line.startswith(start)]

    return _run


@pytest.mark.parametrize(("option", "value", "found", "expected"), WRONG)
def test_a_wrong_value_is_told_alike_by_all_doors(
    option: str, value: object, found: str, expected: str, run: Door
) -> None:
    values = {option: value}
    message = f"option `{option}`: found {found}, expected {expected}"
    assert [_loaded(values), _configured(values), run(values)] == [[message]] * 3


def test_every_option_has_wrong_values_here() -> None:
    counts = [sum(case[0] == option.name for case in WRONG) for option in OPTIONS]
    assert min(counts) >= 2


@pytest.mark.parametrize(("name", "message"), UNKNOWN.items())
def test_an_unknown_option_is_told_alike_by_all_doors(name: str, message: str, run: Door) -> None:
    assert [_loaded({name: 1}), _configured({name: 1}), run({name: 1})] == [[message]] * 3


def test_an_unknown_rule_is_told_alike_by_both_doors(run: Door) -> None:
    values = {"ignore": ["no-ownr"]}
    message = "option `ignore`: there is no rule `no-ownr`; did you mean `no-owner`?"
    assert [_configured(values), run(values)] == [[message]] * 2


def test_all_wrong_values_are_told_at_once(run: Door) -> None:
    values = {"nav": "none", "fail_on": "fatal", "fodler": "x"}
    messages = sorted(_loaded(values))
    assert len(messages) == 3
    assert [sorted(_configured(values)), sorted(run(values))] == [messages] * 2


def test_a_block_that_is_no_mapping() -> None:
    with pytest.raises(
        SettingsError, match=re.escape("the options of `postmortem`: found a list, expected `option")
    ):
        load(["folder"])  # type: ignore[arg-type]


@pytest.mark.parametrize("values", [None, {}, {"folder": None}])
def test_what_is_not_said_keeps_its_default(values: dict[str, Any] | None) -> None:
    assert load(values) == Settings()


@pytest.mark.parametrize(
    ("option", "value", "expected"),
    [
        ("folder", "a/b/", "a/b"),
        ("folder", "./postmortems", "postmortems"),
        ("folder", "a\\b", "a/b"),
        ("folder", ".", ""),
        ("exclude", ["drafts/*", "2019/**"], ("drafts/*", "2019/**")),
        ("exclude", [], ()),
        ("select", ["PM", "PM1", "PM111", "bad-date"], ("PM", "PM1", "PM111", "bad-date")),
        ("fail_on", "never", "never"),
        ("enabled", False, False),
        ("suffixes", [".md", ".html.md.erb"], (".md", ".html.md.erb")),
        ("per_file", {"2019/**": ["PM3"], "a.md": "PM6"}, (("2019/**", ("PM3",)), ("a.md", ("PM6",)))),
        ("baseline", "a\\known.json", "a/known.json"),
        ("id_pattern", r"(?:INC|SEC)-\d+", r"(?:INC|SEC)-\d+"),
        ("file_name", r"\d{4}-\d{2}-\d{2}-.+", r"\d{4}-\d{2}-\d{2}-.+"),
        ("also_on_github", True, True),
        ("pages", {"insights": {"title": "Figures"}}, (("insights", PageChoice(title="Figures")),)),
    ],
)
def test_right_values(option: str, value: object, expected: object) -> None:
    assert getattr(load({option: value}), option) == expected
    config = PostmortemConfig()
    config.load_dict({option: value})
    assert config.validate() == ([], [])
    assert getattr(config.settings, option) == expected


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("per_file", {"2019*": ["PM*"]}, f"option `per_file.2019*`: found `PM*`, expected {CODES}"),
        ("per_file", {"2019*": 3}, f"option `per_file.2019*`: found `3`, expected {TEXTS}"),
        (
            "pages",
            {"insights": "no"},
            "option `pages.insights`: found `no`, expected `true`, `false`, or a mapping with `path` and "
            "`title`",
        ),
        (
            "pages",
            {"insights": {"name": "x"}},
            "option `pages.insights`: found `name`, expected one of `path`, `title`",
        ),
        (
            "pages",
            {"insights": {"titel": "x"}},
            "option `pages.insights`: found `titel`, expected one of `path`, `title`; did you mean `title`?",
        ),
        *(
            (
                "pages",
                {"actions": {"path": path}},
                f"option `pages.actions.path`: found `{path}`, expected {PAGE_FILE}",
            )
            for path in (
                "to-do",
                "/to-do.md",
                "../to-do.md",
                "a/./b.md",
                "a//b.md",
                "a\\b.md",
                "c:x.md",
                ".md",
            )
        ),
        ("pages", {"actions": {"title": " "}}, f"option `pages.actions.title`: found ``, expected {TEXT}"),
        (
            "legacy",
            {"before": "2024-02-30"},
            "option `legacy.before`: found `2024-02-30`, expected a day, such as `2024-01-01`",
        ),
        (
            "legacy",
            {"before": 2024},
            "option `legacy.before`: found `2024`, expected a day, such as `2024-01-01`",
        ),
        (
            "legacy",
            {"before": "2024-01-01", "max_level": "error"},
            "option `legacy.max_level`: found `error`, expected one of `warning`, `info`, `off`",
        ),
        (
            "legacy",
            {"before": "2024-01-01", "level": "info"},
            "option `legacy`: found `level`, expected one of `before`, `max_level`; "
            "did you mean `max_level`?",
        ),
    ],
)
def test_what_is_wrong_inside_an_option_is_told_alike_by_all_doors(
    option: str, value: object, message: str, run: Door
) -> None:
    values = {option: value}
    assert [_loaded(values), _configured(values), run(values)] == [[message]] * 3


def test_legacy_takes_a_day_as_yaml_gives_it() -> None:
    legacy = Legacy(date(2024, 1, 1), "off")
    assert load({"legacy": {"before": date(2024, 1, 1), "max_level": False}}).legacy == legacy
    assert load({"legacy": {"before": "2024-01-01", "max_level": "off"}}).legacy == legacy
    assert load({"legacy": {"before": "2024-01-01"}}).legacy == Legacy(date(2024, 1, 1), "info")


def test_what_is_wanted_of_pages() -> None:
    given = {"actions": {"path": "a/to-do.md", "title": "To do"}, "insights": False, "index": None}
    wanted = (
        ("actions", PageChoice(True, "a/to-do.md", "To do")),
        ("insights", PageChoice(False)),
        ("index", PageChoice()),
    )
    assert load({"pages": given}).pages == wanted
    check = page_choices({"severity": True})
    assert check("pages", {"severity": {"path": "by-severity"}}) == (
        ("severity", PageChoice(True, "by-severity")),
    )
    with pytest.raises(ValueError, match="expected a folder inside `docs_dir`, such as `by-value`"):
        check("pages", {"severity": {"path": "by-severity/"}})


def test_every_option_is_documented_and_its_default_is_right() -> None:
    for option in OPTIONS:
        assert option.doc.endswith(".")
        assert option.kind in KINDS
        assert load({option.name: option.default}) == Settings()
        if option.default not in ((), None):
            value = list(option.default) if isinstance(option.default, tuple) else option.default
            assert option.check(option.name, value) == option.default


def test_the_plugin_has_exactly_these_options() -> None:
    config = PostmortemConfig()
    config.load_dict({})
    config.validate()
    assert dict(config) == {option.name: option.default for option in OPTIONS}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "`true`"),
        (None, "nothing"),
        ([1], "a list"),
        ({}, "a mapping"),
        (1.5, "`1.5`"),
        ("a\nb", "`a b`"),
    ],
)
def test_how_a_value_is_shown(value: object, shown: str) -> None:
    assert show(value) == shown
