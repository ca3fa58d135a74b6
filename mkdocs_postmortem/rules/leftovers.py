"""PM102, PM113, PM116: what is left of the template."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.document.front_matter import Entry
from mkdocs_postmortem.document.placeholders import find_suspects
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.fixes import UNSAFE, Edit, Fix, write_yaml
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.values import is_choice_list
from mkdocs_postmortem.rules.words import count, quote
from mkdocs_postmortem.template import plain

# More placeholders than this are one finding: the document has not been started.
MANY_PLACEHOLDERS = 20


def not_started(case: Case) -> bool:
    """Say whether a draft is still the empty template: its placeholders are all there is to say."""
    return case.document.status == "draft" and len(case.document.placeholders) > MANY_PLACEHOLDERS


@rule("PM102", "placeholder-left", "I/E/E")
def placeholder_left(case: Case) -> Iterator[Found]:
    """No placeholder of the template is left, such as `{First symptom detected / alert fired}`.

    Only the template's own strings count, and one-word ones (`{date}`) not in code, so braces of
    JSON, Jinja or metric labels are never reported. In a draft, and where very many are left, they
    are one finding.

    With `preview: true`, other words in braces that stand for something, such as `{Team Name}`, are
    reported too, as warnings from reviewed on.

    False positives: that second kind, in text about templates or metric labels; it stays in preview.
    """
    if case.settings.preview and case.document.status != "draft":
        yield from _suspected(case)
    holes = case.document.placeholders
    if not holes:
        return
    if case.document.status == "draft" or len(holes) > MANY_PLACEHOLDERS:
        yield Found(
            holes[0],
            f"{count(len(holes), 'placeholder')} left (first: line {holes[0].line})",
            "write what each `{…}` asks for, or delete its line",
        )
        return
    for hole in holes:
        yield Found(
            hole,
            f"Placeholder {quote(hole)} is not filled in",
            "write the one that applies"
            if " / " in hole.text
            else "write what it asks for, or delete its line",
        )


def _suspected(case: Case) -> Iterator[Found]:
    document = case.document
    for hole in find_suspects(document.source, document.blocks, document.front_matter.body, case.template):
        yield Found(
            hole,
            f"{quote(hole)} looks like a placeholder",
            "write what it asks for, or put it in backticks if it is meant so",
            level="warning",
        )


@rule("PM113", "choice-list-left", "I/E/E")
def choice_list_left(case: Case) -> Iterator[Found]:
    """A value has been chosen: the line no longer lists all options (`P1 / P2 / P3 / P4`)."""
    document = case.document
    places = (
        (document.severity, "severity", case.template.label("severity", "Severity")),
        (document.status_choice, "status", case.template.label("status", "Status")),
        (document.category, "category", case.template.category_label.name),
    )
    for choice, vocabulary, what in places:
        if (
            choice is not None
            and is_choice_list(choice, case, vocabulary)
            and not document.unfilled(choice.text)
        ):
            yield Found(
                choice.text,
                f"{what} still lists all options: {quote(choice.text)}",
                "keep the one that applies",
            )


@rule("PM116", "template-front-matter", "I/E/E", fixes=("unsafe",))
def template_front_matter(case: Case) -> Iterator[Found]:
    """Front matter describes this incident: title, description and tags are not the template's."""
    words = case.template.page
    if not_started(case):
        return
    for entry in case.document.front_matter.entries:
        key = plain(entry.key.text)
        if key == "title" and plain(entry.string) == plain(words.template_title):
            title = case.document.title
            known = title is not None and plain(title) != plain(entry.string)
            if title is None or not known or case.document.unfilled(case.document.title_text):
                help_text, fix = "write the incident's title", None
            else:
                help_text, fix = f"write `title: {title}`", write_yaml(entry.value, title, UNSAFE)
            yield Found(entry.value, "Front matter `title` is still the template's", help_text, fix=fix)
        elif key == "description" and plain(entry.string).startswith(plain(words.template_description) + " "):
            if "postmortem" in plain(entry.string):
                yield Found(
                    entry.value,
                    "Front matter `description` still describes the template",
                    "say what happened in one sentence",
                )
        elif key == "tags":
            own = {plain(tag) for tag in words.template_tags}
            for item in entry.items:
                if plain(item.string) in own:
                    yield Found(
                        item.value,
                        f"Front matter tag `{item.string}` is the template's",
                        "remove the tag",
                        fix=_without(entry, item),
                    )


def _without(entry: Entry, item: Entry) -> Fix | None:
    """Return the fix that takes an item out of a list in brackets, with the comma beside it."""
    source, text = item.value.source, item.value.source.text
    if not entry.value.text.startswith("[") or item.quoted:
        return None
    number = entry.items.index(item)
    start, end = item.value.start, item.value.end
    if number:
        start = text.rfind(",", entry.value.start, start)
    elif len(entry.items) > 1:
        end = entry.items[1].value.start
        end -= text[end - 1] in "\"'"
    return Fix(f"remove `{item.string}`", (Edit(Text(source, start, end), ""),), UNSAFE)
