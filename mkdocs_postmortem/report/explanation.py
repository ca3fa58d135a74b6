"""An explained rule as Markdown, as text for a terminal, as plain data."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

from mkdocs_postmortem.report import full
from mkdocs_postmortem.report.style import one_line, paint
from mkdocs_postmortem.rules import Rule
from mkdocs_postmortem.rules.explain import Explanation, explain, finding
from mkdocs_postmortem.rules.fixes import SAFE, UNSAFE, Fix

# The width of a frame on a page, and the widest that running text is set.
FRAME_WIDTH = 112
TEXT_WIDTH = 96
NONE_KNOWN = "None are known."

Paint = Callable[[str, str], str]


def frame(rule: Rule, width: int = FRAME_WIDTH, color: bool = False) -> list[str]:
    """Return what `postmortem check` prints of the rule's example; nothing where it is not reported."""
    found = finding(rule)
    if found is None:
        return []
    diagnostic, sources = found
    return full.frame(diagnostic, sources, width, color)


def example_fix(rule: Rule) -> Fix | None:
    """Return the fix of the rule's example, if there is one."""
    found = finding(rule)
    return None if found is None else found[0].fix


# -- Markdown --


def page(rule: Rule) -> str:
    """Return the rule's page without its title, as Markdown."""
    return markdown(explain(rule), frame(rule), example_fix(rule))


def markdown(
    explanation: Explanation,
    reported: list[str] | None = None,
    fix: Fix | None = None,
    heading: str = "##",
) -> str:
    """Return an explanation as Markdown. `reported` and `fix` are the frame and the fix of its example."""
    parts = [explanation.summary]
    if explanation.details:
        parts.append(explanation.details)
    parts.append(_level_table(explanation))
    if explanation.switched_on:
        parts.append(f"**{explanation.switched_on}**")
    if explanation.before or explanation.after:
        parts.append(f"{heading} Example")
        parts += _example(explanation, reported)
    parts.append(f"{heading} Fix")
    parts.append(_fixes(explanation, fix))
    parts.append(f"{heading} Known false positives")
    parts.append(explanation.false_positives or NONE_KNOWN)
    parts.append(f"{heading} Silencing it")
    parts.append("\n".join(f"- `{what}` {where}" for what, where in explanation.silencing))
    parts.append(f"Since version {explanation.since}.")
    return "\n\n".join(parts)


def _level_table(explanation: Explanation) -> str:
    head = "| " + " | ".join(status.capitalize() for status in explanation.levels) + " |"
    row = "| " + " | ".join(explanation.levels.values()) + " |"
    return f"{head}\n|{' --- |' * len(explanation.levels)}\n{row}"


def _example(explanation: Explanation, reported: list[str] | None) -> Iterator[str]:
    yield "This is reported" + (", with these options:" if explanation.options else ":")
    if explanation.options:
        yield _fenced("yaml", _options(explanation))
        yield "and this document:"
    yield _fenced("markdown", explanation.before)
    if reported:
        yield "`postmortem check` says:"
        yield _fenced("text", "\n".join(reported))
    yield "This is not:"
    yield _fenced("markdown", explanation.after)


def _options(explanation: Explanation) -> str:
    import yaml

    return str(yaml.safe_dump(dict(explanation.options or {}), sort_keys=False, allow_unicode=True)).strip()


def _fenced(language: str, text: str) -> str:
    """Return a block of code, in a fence longer than any in the text."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text}\n{fence}"


def _fixes(explanation: Explanation, fix: Fix | None) -> str:
    """Return how far findings can be mended by the command, with what `fix` does in the example."""
    if list(explanation.fixes) == [SAFE, UNSAFE]:
        said = "Safe in most cases, unsafe in others: `--fix` applies the safe ones, `--unsafe-fixes` all."
    else:
        said = " ".join(f"{text[:1].upper()}{text[1:]}." for text in explanation.fixes.values())
    if fix is not None:
        said += f" In the example: {fix.title}."
    return said or "None: by hand."


# -- text --


def text(rule: Rule, width: int, color: bool) -> list[str]:
    """Return the explanation for a terminal of some width."""
    explanation = explain(rule)
    room = max(min(width, TEXT_WIDTH), full.MIN_WIDTH)

    def head(title: str) -> list[str]:
        return ["", paint(title, "bold", color)]

    lines = [f"{paint(rule.code, 'bold', color)} {paint(rule.name, 'bold', color)}", ""]
    lines += _wrapped(explanation.summary, room)
    if explanation.details:
        lines += ["", *_wrapped(explanation.details, room)]
    lines += head("Level")
    levels = (f"{status} {paint(level, level, color)}" for status, level in explanation.levels.items())
    lines.append("  " + ", ".join(levels))
    if explanation.switched_on:
        lines += _wrapped(explanation.switched_on, room, "  ")
    if explanation.before or explanation.after:
        lines += head("Example")
        if explanation.options:
            lines += [
                "  With these options:",
                *(f"    {line}" for line in _options(explanation).split("\n")),
                "",
            ]
        lines += [f"  {line}".rstrip() for line in frame(rule, max(width, full.MIN_WIDTH) - 2, color)]
        lines += head("Instead")
        lines += [f"  {_cut(line, width - 2)}".rstrip() for line in explanation.after.split("\n")]
    lines += head("Fix")
    lines += _wrapped(_fixes(explanation, example_fix(rule)), room, "  ")
    lines += head("Known false positives")
    lines += _wrapped(explanation.false_positives or NONE_KNOWN, room, "  ")
    lines += head("Silencing it")
    longest = max(len(what) for what, _ in explanation.silencing)
    lines += [f"  {what:<{longest}}  {where}" for what, where in explanation.silencing]
    lines += ["", f"Since version {explanation.since}.", explanation.url]
    return lines


def _cut(line: str, room: int) -> str:
    """Return a line of code as far as it fits, as frames show it."""
    room = max(room, full.MIN_WIDTH)
    return one_line(line if len(line) <= room else f"{line[: room - 1]}…")


def _wrapped(markdown: str, room: int, margin: str = "") -> list[str]:
    """Return paragraphs set to a width; lists keep their items, and code its lines."""
    lines: list[str] = []
    for paragraph in markdown.split("\n\n"):
        if lines:
            lines.append("")
        if paragraph.startswith(("    ", "```", "|")):
            lines += [f"{margin}{line}" for line in paragraph.split("\n")]
            continue
        for item in re.split(r"\n(?=[-*] )", paragraph):
            behind = "  " if item.startswith(("- ", "* ")) else ""
            lines += textwrap.wrap(
                " ".join(item.split()),
                room,
                initial_indent=margin,
                subsequent_indent=margin + behind,
                break_long_words=False,
                break_on_hyphens=False,
            )
    return lines


# -- data --


def as_object(rule: Rule) -> dict[str, Any]:
    """Return the explanation as plain data, for JSON."""
    explanation = explain(rule)
    found = finding(rule)
    return {
        "code": explanation.code,
        "name": explanation.name,
        "url": explanation.url,
        "since": explanation.since,
        "summary": explanation.summary,
        "details": explanation.details,
        "levels": dict(explanation.levels),
        "preview": rule.preview,
        "option": rule.option,
        "fixes": list(explanation.fixes),
        "false_positives": explanation.false_positives,
        "silencing": [{"write": what, "where": where} for what, where in explanation.silencing],
        "example": {
            "before": explanation.before,
            "after": explanation.after,
            "options": dict(explanation.options or {}),
            "level": found[0].level,
            "message": found[0].message,
            "help": found[0].help,
        }
        if found is not None
        else None,
    }
