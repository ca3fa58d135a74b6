"""What there is to say about a rule, in one place.

`postmortem rule`, the rule's page in the documentation and the help in SARIF all show what this module
says. It comes from the rule itself and from its example, so that there is no second text to keep.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from mkdocs_postmortem.document.source import Source
from mkdocs_postmortem.option_types import STATUSES
from mkdocs_postmortem.rules.examples import example
from mkdocs_postmortem.rules.fixes import DISPLAY, SAFE, UNSAFE
from mkdocs_postmortem.rules.registry import Diagnostic, Rule

FALSE_POSITIVES = "False positives: "
_FIXES = {
    SAFE: "safe: `postmortem check --fix` applies it",
    UNSAFE: "unsafe, as it may change what the document says: only `--fix --unsafe-fixes` applies it",
    DISPLAY: "for display: shown with the finding, never applied by `--fix`",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """A rule explained. All texts are Markdown.

    `summary` says in one line what is right, `details` why and what is accepted (may be empty).
    `switched_on` says what a site must do before the rule runs, and is empty where it need do nothing.
    `fixes` are the kinds of fixes, each with what it means. `silencing` are the ways to be rid of a
    finding: what to write, and where. `before` is reported and `after` is not, with the site's `options`.
    """

    code: str
    name: str
    url: str
    since: str
    summary: str
    details: str
    false_positives: str
    levels: Mapping[str, str]
    switched_on: str
    fixes: Mapping[str, str]
    silencing: tuple[tuple[str, str], ...]
    before: str = ""
    after: str = ""
    options: Mapping[str, Any] | None = None


def explain(rule: Rule) -> Explanation:
    """Return all there is to say about a rule. Raises ValueError where its example is a wrong one."""
    summary, _, rest = rule.text.partition("\n")
    paragraphs = rest.strip("\n").split("\n\n")
    doubts = [text for text in paragraphs if text.startswith(FALSE_POSITIVES)]
    details = [text for text in paragraphs if text not in doubts]
    shown = example(rule.code)
    before, after = shown.snippets if shown is not None else ("", "")
    return Explanation(
        code=rule.code,
        name=rule.name,
        url=rule.url,
        since=rule.since,
        summary=summary,
        details="\n\n".join(details),
        false_positives="\n\n".join(_sentence(text.removeprefix(FALSE_POSITIVES)) for text in doubts),
        levels=dict(zip(STATUSES, rule.levels, strict=True)),
        switched_on=_switched_on(rule),
        fixes={safety: _FIXES[safety] for safety in rule.fixes},
        silencing=_silencing(rule),
        before=before,
        after=after,
        options=dict(shown.options) if shown is not None else None,
    )


@cache
def finding(rule: Rule) -> tuple[Diagnostic, Mapping[str, Source]] | None:
    """Return what the rule says of its example, with the sources by path; None where it says nothing."""
    shown = example(rule.code)
    if shown is None:
        return None
    diagnostics, sources = shown.judged()
    own = next((each for each in diagnostics if each.code == rule.code), None)
    return None if own is None else (own, sources)


def _switched_on(rule: Rule) -> str:
    """Return what a site must do before the rule says anything."""
    said = []
    if set(rule.levels) == {"off"}:
        said.append(f"Off until a site gives it a level: `levels: {{{rule.code}: warning}}`.")
    if rule.preview:
        said.append("In preview: it is still being tried out, and runs only with `preview: true`.")
    if rule.option is not None:
        said.append(f"Says nothing until the option `{rule.option}` is set.")
    return " ".join(said)


def _silencing(rule: Rule) -> tuple[tuple[str, str], ...]:
    code = rule.code
    other = "info" if {"error", "warning"} & set(rule.levels) else "warning"
    return (
        (f"<!-- pm: ignore[{code}] why -->", "on the line, or above the block"),
        (f"<!-- pm: ignore-file[{code}] why -->", "at the top of the document"),
        (f"postmortem: {{ignore: [{code}]}}", "in the document's front matter"),
        (f'per_file: {{"2019/**": [{code}]}}', "in the options, for some documents"),
        (f"ignore: [{code}]", "in the options, for all documents"),
        (f"levels: {{{code}: {other}}}", "in the options, for another level"),
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
