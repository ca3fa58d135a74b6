"""PM0xx: the file and its front matter."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.document.front_matter import Entry
from mkdocs_postmortem.document.problem import Problem
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.document.yaml_errors import in_quotes
from mkdocs_postmortem.rules.fixes import SAFE, UNSAFE, Edit, Fix, insert, replace
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.values import is_wrong
from mkdocs_postmortem.rules.words import quote
from mkdocs_postmortem.template import plain


def _problems(case: Case, kind: str) -> Iterator[Found]:
    for problem in case.document.problems:
        if problem.kind == kind:
            fix = None if problem.instead is None else replace(problem.at, problem.instead, UNSAFE)
            yield Found(problem.at, problem.message, problem.help, problem.note, fix=fix)


@rule("PM001", "unreadable-file", "E/E/E")
def unreadable_file(case: Case) -> Iterator[Found]:
    """The file is UTF-8 text without NUL bytes.

    MkDocs stops with a traceback on a file that is not UTF-8; this finding names the byte.
    """
    return _problems(case, "unreadable")


@rule("PM002", "invalid-yaml", "E/E/E", fixes=("unsafe",))
def invalid_yaml(case: Case) -> Iterator[Found]:
    """Front matter is valid YAML.

    MkDocs drops a block that it can't read, even with `--strict`, and prints it at the top of the
    page. The usual cause is a value with `: ` in it, or one that starts with `@`, `{` or a backtick:
    put it in quotes.
    """
    return _problems(case, "invalid-yaml")


@rule("PM003", "front-matter-not-closed", "E/E/E", fixes=("safe",))
def front_matter_not_closed(case: Case) -> Iterator[Found]:
    """Front matter begins on line 1 and is closed by `---` or `...`.

    Otherwise MkDocs takes it for text. A document that starts with a horizontal rule is not
    reported: only `---` followed by a `key:` line counts.
    """
    for problem in case.document.problems:
        if problem.kind == "not-closed":
            yield Found(problem.at, problem.message, problem.help, fix=_reopened(problem))


def _reopened(problem: Problem) -> Fix | None:
    """Return the fix for a block with nothing but white space before it, or no line end behind it."""
    at = problem.at
    if at.start == 0:
        return None
    if at.end == len(at.source.text):
        return insert(Text(at.source, at.end, at.end), "\n", "end the file with a line break")
    before = Text(at.source, 0, at.start)
    if before.text.strip():
        return None
    return Fix("remove what stands before the front matter", (Edit(before, ""),), SAFE)


@rule("PM004", "front-matter-not-mapping", "E/E/E")
def front_matter_not_mapping(case: Case) -> Iterator[Found]:
    """Front matter consists of `key: value` lines, not of a list or plain text."""
    return _problems(case, "not-mapping")


@rule("PM005", "yaml-duplicate-key", "E/E/E")
def yaml_duplicate_key(case: Case) -> Iterator[Found]:
    """No key stands twice in front matter: YAML keeps the last one and says nothing."""
    return _problems(case, "duplicate-key")


@rule("PM006", "yaml-type-trap", "W/E/E", fixes=("safe",))
def yaml_type_trap(case: Case) -> Iterator[Found]:
    """No metadata value in front matter changes its meaning on the way through YAML.

    YAML 1.1, which MkDocs and its plugins read, takes `22:05` for the number 1325, `012` for 10,
    `1.10` for 1.1 and `no` for false. Quotes keep the text. Only keys of the template are looked at;
    a value that is wrong with quotes too is left to the rule that says so.
    """
    known = case.template.field_names
    for entry in case.document.front_matter.entries:
        key = plain(entry.key.text)
        if entry.quoted or (key not in known and key not in ("title", "description")):
            continue
        if key in known and is_wrong(case, known[key], entry.value):
            continue
        for scalar in (entry, *entry.items):
            if becomes := _becomes(scalar):
                key_part = f"{entry.key}: " if scalar is entry else ""
                yield Found(
                    scalar.value,
                    f"`{entry.key}: {scalar.string}` is read as {becomes}",
                    f'put it in quotes: `{key_part}"{scalar.string}"`',
                    fix=replace(scalar.value, in_quotes(scalar.string)),
                )


def _becomes(entry: Entry) -> str | None:
    """Return what YAML 1.1 makes of a plain scalar, in words, where that is not its text."""
    if entry.quoted or not entry.string:
        return None
    text = entry.string
    if entry.kind == "bool" and text.casefold() not in ("true", "false"):
        return "true" if text.casefold() in ("yes", "on") else "false"
    if entry.kind == "int":
        number = _integer(text)
        return f"the number {number}" if number is not None and str(number) != text else None
    if entry.kind == "float":
        number_text = _float(text)
        return f"the number {number_text}" if number_text is not None and number_text != text else None
    return None


def _integer(text: str) -> int | None:
    """Read an integer as YAML 1.1 does: sexagesimal, octal, hexadecimal, binary, underscores."""
    bare = text.replace("_", "")
    sign = -1 if bare.startswith("-") else 1
    bare = bare.lstrip("+-")
    try:
        if ":" in bare:
            value = 0
            for part in bare.split(":"):
                value = value * 60 + int(part)
            return sign * value
        if bare.startswith("0b"):
            return sign * int(bare[2:], 2)
        if bare.startswith("0x"):
            return sign * int(bare[2:], 16)
        return sign * int(bare, 8 if bare.startswith("0") and bare != "0" else 10)
    except ValueError:
        return None


def _float(text: str) -> str | None:
    bare = text.replace("_", "")
    try:
        if ":" in bare:
            value = 0.0
            for part in bare.split(":"):
                value = value * 60 + float(part)
            return repr(value)
        return repr(float(bare))
    except ValueError:
        return None


@rule("PM007", "yaml-comment-cut", "W/W/W", fixes=("safe",))
def yaml_comment_cut(case: Case) -> Iterator[Found]:
    """No title or description is cut off by a `#`: behind a blank, YAML takes it for a comment.

    `title: Update #2` is the title `Update`. Only a `#` right before a letter or digit is reported,
    and only in `title` and `description`: `# ` is how people write a comment that is meant as one.
    """
    for entry in case.document.front_matter.entries:
        if entry.quoted or plain(entry.key.text) not in ("title", "description"):
            continue
        comment = entry.comment
        if comment is None or not comment.text[1:2].isalnum() or "\n" in entry.value.text:
            continue
        start = entry.value.start if entry.value else comment.start
        whole = Text(comment.source, start, comment.end)
        yield Found(
            comment,
            f"{quote(comment)} in `{entry.key}` starts a YAML comment and is lost",
            f"put the value in quotes: `{entry.key}: {in_quotes(whole.text)}`",
            fix=replace(whole, in_quotes(whole.text)),
        )
