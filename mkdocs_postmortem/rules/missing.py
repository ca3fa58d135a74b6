"""PM201 and PM203: sections that the template requires, and a document lacks."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.document.blocks import Heading
from mkdocs_postmortem.document.model import Section
from mkdocs_postmortem.document.sections import end_of
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.bold import as_written, bold_label, bold_title, to_write
from mkdocs_postmortem.rules.empty import says_all
from mkdocs_postmortem.rules.fences import swallowing
from mkdocs_postmortem.rules.fixes import UNSAFE, Fix, insert, replace
from mkdocs_postmortem.rules.metadata import first_line
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.twins import meant_by_twins
from mkdocs_postmortem.rules.words import listing, misspelt, quote

# Where so many sections are missing, and that is all of them, it is one thing to say.
_MANY = 3


@rule("PM201", "missing-section", "I/E/E", fixes=("unsafe", "display"))
def missing_section(case: Case) -> Iterator[Found]:
    """Every section that the template requires is there.

    Headings are recognised by their aliases too, and as `Timeline (UTC)`, `3. Impact` or `Impact and
    Detection`. Labels in bold below the title, `**Impact**: …`, begin a section too, if nothing else can be
    meant. The finding points at what the section belongs behind, or at a label of which that is not certain.
    A timeline under another name is read all the same, and so is a table with the columns `Action items` and
    `Owner` outside of a section; it is only mentioned. Where none of many sections is there, that is one
    finding; where nothing is there at all, it is PM208's.
    """
    if says_all(case):
        return
    present = case.document.by_key
    misspelt = {wanted for _, wanted in _misspelt(case)}
    for block in swallowing(case):
        misspelt |= set(block.keys)
    if case.runs("PM204"):
        misspelt |= set(meant_by_twins(case).values())
    if (none := _none_there(case, misspelt)) is not None:
        yield none
        return
    for number, section in enumerate(case.template.sections):
        if section.required == "never" or section.key in present or section.key in misspelt:
            continue
        level = None if case.required(section.required) else "info"
        if bold := bold_title(case, section.key):
            yield Found(
                bold,
                f"{quote(bold)} is a line in bold, so section `## {section.title}` is missing",
                f"write `## {section.title}`",
                level=level,
                fix=replace(bold, f"## {section.title}", UNSAFE),
            )
            continue
        if label := bold_label(case, section.key):
            shown = label.part(0, len(label.text.rstrip()))
            yield Found(
                shown,
                f"{quote(shown)} is a label in a paragraph, so section `## {section.title}` is missing",
                f"write `## {section.title}`, and the text below it",
                level=level,
                fix=replace(label, f"## {section.title}\n\n", UNSAFE),
            )
            continue
        if section.key == "timeline" and (found := _unnamed_timeline(case)) is not None:
            yield _unnamed(found, section.title)
            continue
        if section.key == "actions" and case.document.action_tables:
            yield Found(
                case.document.action_tables[0].header.text,
                "The action items stand in no section of their own",
                f"put `## {section.title}` above the table, so that readers find it",
                level="info",
            )
            continue
        before = next(
            (present[s.key] for s in reversed(case.template.sections[:number]) if s.key in present), None
        )
        at, where = _end_of(case, before)
        written = to_write(section.title, before)
        yield Found(
            at,
            f"Section `## {section.title}` is missing",
            f"add `{written}` {where}",
            level=level,
            fix=case.to_fill(_scaffold(case, section.key, before)),
        )


def _none_there(case: Case, misspelt: set[str]) -> Found | None:
    """Return the finding for a document that has no section of the template, nor what may be meant as one."""
    document = case.document
    wanted = [section for section in case.template.sections if section.required != "never"]
    if len(wanted) < _MANY or document.by_key or misspelt or document.bold_labels:
        return None
    if any(bold_title(case, section.key) for section in wanted) or len(document.timeline.moments) > 1:
        return None
    at, where = _end_of(case, None)
    return Found(
        at,
        f"The document has none of the template's {len(wanted)} sections",
        f"add {listing(f'`## {section.title}`' for section in wanted)} {where}; "
        "`postmortem new` makes a copy of the template to fill in",
        level=None if any(case.required(section.required) for section in wanted) else "info",
    )


def _scaffold(case: Case, key: str, before: Section | None) -> Fix | None:
    """Return the fix that adds a section as the template has it, behind the one that stands before it."""
    if case.document.unclosed_fences:
        return None
    text = case.document.source.text
    title = f"add `## {case.template.section(key).title}` with the template's placeholders"
    scaffold = case.template.scaffold(key)
    if before is not None:
        end = text.find("\n", end_of(before))
        if before.heading.container != "root" or end < 0:
            return None
        return insert(Text(case.document.source, end, end), f"\n\n{scaffold}", title, UNSAFE)
    first = next((section.heading for section in case.document.sections), None)
    if first is None or first.container != "root" or first.level != 2:
        return None
    start = text.rfind("\n", 0, first.text.start) + 1
    return insert(Text(case.document.source, start, start), f"{scaffold}\n\n", title, UNSAFE)


def _end_of(case: Case, before: Section | None) -> tuple[Text, str]:
    if before is not None:
        return before.heading.text, f"behind {quote(as_written(before.heading))}"
    if case.document.title_text is not None:
        return case.document.title_text, "below the title and the metadata"
    return first_line(case), "at the top"


def _unnamed_timeline(case: Case) -> Section | None:
    """Return the section that was read as the timeline although its heading does not say so."""
    moments = case.document.timeline.moments
    if len(moments) < 2:
        return None
    start = moments[0].time.start
    inside = [s for s in case.document.sections if s.heading.text.start <= start < end_of(s)]
    return inside[-1] if inside else None


def _unnamed(section: Section, title: str) -> Found:
    shown = quote(as_written(section.heading))
    return Found(
        section.heading.text,
        f"The timeline stands under {shown}",
        f"call the section `{title}`, so that readers find it",
        level="info",
    )


@rule("PM203", "misspelt-section", "W/W/W", fixes=("unsafe",))
def misspelt_section(case: Case) -> Iterator[Found]:
    """A level-2 heading is not a misspelt section of the template."""
    for heading, key in _misspelt(case):
        wanted = case.template.section(key).title
        yield Found(
            heading.text,
            f"Unknown section {quote(f'## {heading.text}')}; did you mean `## {wanted}`?",
            f"write `## {wanted}`",
            fix=replace(heading.text, wanted, UNSAFE),
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
        # A short alias is nearly every other short word: `Event` is no misspelt `Events`.
        if name == section.title or len(name) >= 8
    }
    for section in case.document.sections:
        if section.key is None and section.heading.level == 2:
            found = misspelt(section.heading.text.text, names)
            if found:
                yield section.heading, names[found]
