"""PM2xx: sections, tables, and where MkDocs' Markdown differs from what the author sees elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.document.blocks import Heading, Paragraph, Row, Table
from mkdocs_postmortem.document.model import Section
from mkdocs_postmortem.document.sections import is_empty, section_key
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.document.tables import has_end_border, split_row
from mkdocs_postmortem.rules.metadata import first_line
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import count, near
from mkdocs_postmortem.template import plain


@rule("PM201", "missing-section", "I/E/E")
def missing_section(case: Case) -> Iterator[Found]:
    """Every section that the template requires is there.

    Headings are recognised by their aliases too, and as `Timeline (UTC)` or `3. Impact`. The
    finding points at the heading behind which the section belongs.
    """
    present = case.document.by_key
    misspelt = {wanted for _, wanted in _misspelt(case)}
    for number, section in enumerate(case.template.sections):
        if section.required == "never" or section.key in present or section.key in misspelt:
            continue
        before = next(
            (present[s.key] for s in reversed(case.template.sections[:number]) if s.key in present), None
        )
        at, where = _end_of(case, before)
        yield Found(
            at,
            f"Section `## {section.title}` is missing",
            f"add `## {section.title}` {where}",
            level=None if case.required(section.required) else "info",
        )


def _end_of(case: Case, before: Section | None) -> tuple[Text, str]:
    if before is not None:
        return before.heading.text, f"behind `## {before.heading.text}`"
    if case.document.title_text is not None:
        return case.document.title_text, "below the title and the metadata"
    return first_line(case), "at the top"


@rule("PM203", "misspelt-section", "W/W/W")
def misspelt_section(case: Case) -> Iterator[Found]:
    """A level-2 heading is not a misspelt section of the template."""
    for heading, key in _misspelt(case):
        wanted = case.template.section(key).title
        yield Found(
            heading.text,
            f"Unknown section `## {heading.text}`; did you mean `## {wanted}`?",
            f"write `## {wanted}`",
        )


def _misspelt(case: Case) -> list[tuple[Heading, str]]:
    """Return the headings that nearly name a section which the document lacks."""
    return case.once("misspelt sections", lambda: list(_find_misspelt(case)))


def _find_misspelt(case: Case) -> Iterator[tuple[Heading, str]]:
    present = case.document.by_key
    lacking = [section for section in case.template.sections if section.key not in present]
    if not lacking:
        return
    names = {
        name: section.key
        for section in lacking
        for name in (section.title, *section.aliases)
        if len(name) > 4
    }
    for section in case.document.sections:
        if section.key is None and section.heading.level == 2:
            found = near(section.heading.text.text, names, 0.8)
            if found:
                yield section.heading, names[found]


@rule("PM204", "duplicate-section", "W/E/E")
def duplicate_section(case: Case) -> Iterator[Found]:
    """No section of the template stands twice: the second is not read."""
    seen: dict[str, Heading] = {}
    for section in case.document.sections:
        heading = section.heading
        if section.key is None or heading.level != 2:
            continue
        name = plain(heading.text.text)
        first = seen.setdefault(name, heading)
        if first is not heading:
            yield Found(
                heading.text,
                f"Section `{heading.text}` appears twice (lines {first.text.line} and {heading.text.line}); "
                "the second is ignored",
                "merge the two",
                (first.text, "first one"),
            )


@rule("PM205", "empty-section", "I/E/E")
def empty_section(case: Case) -> Iterator[Found]:
    """Every section has content: text, a list, a table or code. A sub-heading alone is none."""
    for key, section in case.document.by_key.items():
        if is_empty(section) and section.heading.container != "label":
            known = case.template.section(key)
            yield Found(
                section.heading.text,
                f"Section `{section.heading.text}` is empty",
                "write at least one sentence; `None.` is one",
                level=None if case.required(known.required) else "info",
            )


@rule("PM210", "table-needs-blank-line", "E/E/E")
def table_needs_blank_line(case: Case) -> Iterator[Found]:
    """A table has a blank line above it.

    GitHub shows a table right below a line of text; MkDocs prints it as running text, pipes and all.
    """
    for block in case.document.blocks:
        lines = getattr(block, "lines", ())
        for index in range(1, len(lines) - 1):
            if "|" in lines[index].text and _starts_table(lines[index], lines[index + 1]):
                yield Found(
                    lines[index],
                    "Put a blank line before the table, MkDocs shows it as text otherwise",
                    "insert a blank line above this one",
                    (lines[index - 1], "this line is glued to the table"),
                )
                break


def _starts_table(head: Text, under: Text) -> bool:
    row, dashes = head.text.strip(), under.text.strip()
    if "-" not in dashes or not set(dashes) <= set("|:- ") or "|" not in dashes:
        return False
    border = row.startswith("|") or has_end_border(row)
    return len(split_row(row, border)) == len(split_row(dashes, border)) and len(split_row(row, border)) > 1


@rule("PM212", "cell-count", "E/E/E")
def cell_count(case: Case) -> Iterator[Found]:
    """Every table row has as many cells as the header.

    Cells beyond the header's are dropped from the page, an error; a short row is padded, which is
    a warning. A pipe that belongs to the text is written `\\|`.
    """
    for block in case.document.blocks:
        if isinstance(block, Table):
            wanted = len(block.header.cells)
            for row in block.rows:
                if len(row.cells) != wanted and row.text:
                    yield _wrong_count(block, row, wanted)


def _wrong_count(table: Table, row: Row, wanted: int) -> Found:
    have = len(row.cells)
    if have > wanted:
        extra = row.cells[wanted]
        at = extra if extra else row.text
        lost = "the last one is" if have == wanted + 1 else f"the last {have - wanted} are"
        return Found(
            at,
            f"Row has {count(have, 'cell')}, the header has {wanted}; {lost} lost",
            "write `\\|` for a pipe that belongs to the text, or add a column",
            (table.header.text, "header"),
        )
    return Found(
        row.text,
        f"Row has {count(have, 'cell')}, the header has {wanted}",
        "add the missing cells; an empty one is `| |`",
        (table.header.text, "header"),
        level="warning",
    )


@rule("PM217", "unclosed-fence", "E/E/E")
def unclosed_fence(case: Case) -> Iterator[Found]:
    """Every code fence is closed.

    GitHub shows the rest of the file as code; MkDocs shows no code at all, and takes lines in it
    that start with `#` for headings.
    """
    for fence in case.document.unclosed_fences:
        yield Found(
            fence,
            f"Code block opened on line {fence.line} is never closed",
            f"add a line `{fence.text[:3]}` where the code ends",
        )


def known_heading(case: Case, heading: Heading) -> bool:
    """Say whether a heading names a section of the template."""
    return section_key(heading.text.text, case.template) is not None


def running_text(section: Section) -> str:
    """Return the text of a section's paragraphs."""
    return "\n".join(block.text.text for block in section.blocks if isinstance(block, Paragraph))
