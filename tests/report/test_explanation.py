"""A rule explained: the same words as Markdown, in the terminal and as data."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mkdocs_postmortem.report import explanation
from mkdocs_postmortem.rules import RULES, Rule
from mkdocs_postmortem.rules.explain import explain, finding
from mkdocs_postmortem.rules.registry import Case, Found


def _check(_: Case) -> Iterator[Found]:
    """Every word is spelt in the manner of the house, whatever a dictionary of another country has to say.

    The house has a list, and the list has all words that were ever asked about. A word that is not in it
    is one that nobody has asked about.

    - names of people, of places and of products, which are spelt as their bearers do, or did when they
      were asked
    - quotations

        code = "as it is"

    False positives: words of other languages.
    """
    yield from ()


OFF = ("off", "off", "off")
TASTE = Rule("PM999", "house-style", OFF, _check, "0.2.0", ("safe", "unsafe"), True, "words")
PLAIN = Rule("PM998", "plain", ("info", "warning", "error"), lambda _: iter(()), "0.1.0")


def test_what_is_said_of_a_rule() -> None:
    said = explain(TASTE)
    assert said.summary.startswith("Every word is spelt")
    assert said.details.startswith("The house has a list")
    assert said.details.endswith('code = "as it is"')
    assert said.false_positives == "Words of other languages."
    assert said.levels == {"draft": "off", "reviewed": "off", "closed": "off"}
    assert said.switched_on == (
        "Off until a site gives it a level: `levels: {PM999: warning}`. "
        "In preview: it is still being tried out, and runs only with `preview: true`. "
        "Says nothing until the option `words` is set."
    )
    assert list(said.fixes) == ["safe", "unsafe"]
    assert ("ignore: [PM999]", "in the options, for all documents") in said.silencing
    assert said.silencing[-1][0] == "levels: {PM999: warning}"


def test_a_rule_that_runs_by_itself_says_so_by_silence() -> None:
    said = explain(PLAIN)
    assert (said.switched_on, said.false_positives, said.fixes) == ("", "", {})
    assert said.silencing[-1][0] == "levels: {PM998: info}"
    page = explanation.markdown(said)
    assert "\n\n## Fix\n\nNone: by hand.\n\n## Known false positives\n\nNone are known.\n\n" in page


def test_text_is_set_to_the_width() -> None:
    lines = explanation.text(TASTE, 60, False)
    assert lines[:16] == [
        "PM999 house-style",
        "",
        "Every word is spelt in the manner of the house, whatever a",
        "dictionary of another country has to say.",
        "",
        "The house has a list, and the list has all words that were",
        "ever asked about. A word that is not in it is one that",
        "nobody has asked about.",
        "",
        "- names of people, of places and of products, which are",
        "  spelt as their bearers do, or did when they were asked",
        "- quotations",
        "",
        '    code = "as it is"',
        "",
        "Level",
    ]
    assert lines[16] == "  draft off, reviewed off, closed off"
    assert all(len(line) <= 60 for line in lines[:20])


@pytest.mark.parametrize("width", [0, 40, 80, 300])
def test_no_line_of_an_example_is_wider_than_the_terminal(width: int) -> None:
    lines = explanation.text(RULES["PM604"], width, False)
    start, end = lines.index("Instead") + 1, lines.index("Fix")
    assert max(len(line) for line in lines[start:end]) <= max(width, 42)


def test_the_frame_is_the_finding_that_the_example_really_gives() -> None:
    found = finding(RULES["PM322"])
    assert found is not None
    lines = explanation.frame(RULES["PM322"])
    assert lines[0] == f"error PM322 {found[0].message}"
    assert lines[1].endswith(f"--> {found[0].span}")
    assert lines[-1] == f"help: {found[0].help}"


def test_a_rule_without_example_has_no_frame() -> None:
    assert explanation.frame(TASTE) == []
    assert "## Example" not in explanation.markdown(explain(TASTE), [])
    assert explanation.as_object(TASTE)["example"] is None


def test_markdown() -> None:
    rule = RULES["PM217"]
    page = explanation.page(rule)
    assert page.startswith(f"{rule.summary}\n\n")
    assert "\n\n| Draft | Reviewed | Closed |\n| --- | --- | --- |\n| error | error | error |\n\n" in page
    # A fence in the example stands in a longer one.
    assert "\n\n````markdown\n" in page
    assert "\n```\n````\n\n## Fix\n\n" in page
    assert [line for line in page.split("\n") if line.startswith("## ")] == [
        "## Example",
        "## Fix",
        "## Known false positives",
        "## Silencing it",
    ]
    assert page.endswith("\n\nSince version 0.1.0.")


def test_markdown_of_a_rule_that_is_off() -> None:
    page = explanation.markdown(explain(TASTE))
    assert "\n\n**Off until a site gives it a level: `levels: {PM999: warning}`. In preview: " in page
    assert (
        "\n\n## Fix\n\nSafe in most cases, unsafe in others: "
        "`--fix` applies the safe ones, `--unsafe-fixes` all.\n\n" in page
    )


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_the_fix_of_the_example_is_named(rule: Rule) -> None:
    fix = explanation.example_fix(rule)
    page = explanation.page(rule)
    assert fix is None or fix.safety in rule.fixes
    assert ("None: by hand." in page) is (not rule.fixes and fix is None)
    assert page.count("In the example: ") == (fix is not None)
    if fix is not None:
        assert f" In the example: {fix.title}.\n\n## Known false positives\n" in page


def test_data() -> None:
    data = explanation.as_object(RULES["PM322"])
    assert {**data, "details": "", "silencing": []} == {
        "code": "PM322",
        "name": "metric-mismatch",
        "url": "https://mkdocs-postmortem.readthedocs.io/en/latest/rules/pm322/",
        "since": "0.1.0",
        "summary": "A stated duration agrees with the timeline.",
        "details": "",
        "levels": {"draft": "warning", "reviewed": "error", "closed": "error"},
        "preview": False,
        "option": None,
        "fixes": list(RULES["PM322"].fixes),
        "false_positives": "",
        "silencing": [],
        "example": {
            "before": "**Time to detect (TTD):** 25 minutes\n"
            "**Time to mitigate (TTM):** 45 minutes\n"
            "**Time to resolve (TTR):** 2 h 50 min",
            "after": "**Time to detect (TTD):** 25 minutes\n"
            "**Time to mitigate (TTM):** 95 minutes\n"
            "**Time to resolve (TTR):** 2 h 50 min",
            "options": {},
            "level": "error",
            "message": "TTM says 45 minutes, the timeline gives 95 min (22:05 to 23:40)",
            "help": "write `95 minutes`, or fix the time of the `mitigated` row",
        },
    }


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_every_rule_has_a_whole_page(rule: Rule) -> None:
    said = explain(rule)
    page = explanation.page(rule)
    assert f"error {rule.code} " in page or f"warning {rule.code} " in page or f"info {rule.code} " in page
    for line in (said.before + "\n" + said.after).split("\n"):
        assert line in page
    assert (rule.option or "") in page
