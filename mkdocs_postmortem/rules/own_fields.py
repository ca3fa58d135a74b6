"""PM118: the fields that a site's own template adds."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.document.actions import read_day
from mkdocs_postmortem.document.choices import read_choice
from mkdocs_postmortem.document.model import Field
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.values import choice_problem, date_problem, is_blank, is_choice_list
from mkdocs_postmortem.rules.words import quote
from mkdocs_postmortem.template import Field as Known

# The fields whose values have rules of their own.
_JUDGED = frozenset(("id", "date", "severity", "status"))


@rule("PM118", "bad-field-value", "W/E/E", fixes=("unsafe",))
def bad_field_value(case: Case) -> Iterator[Found]:
    """A field that your own template adds holds what its type asks for.

    That is a word of the vocabulary which is its type, or an alias of one, or for the type `date` an
    ISO date. A note may follow. The profiles have no such fields, so
    that without the option `template` there is nothing to report.
    """
    for known in case.template.fields:
        if known.key in _JUDGED or (known.type != "date" and known.type not in case.template.vocabularies):
            continue
        for field in case.document.fields.get(known.key, ()):
            if field.value and not is_blank(case, field.value) and (found := _problem(case, known, field)):
                yield found


def _problem(case: Case, known: Known, field: Field) -> Found | None:
    if known.type == "date":
        return date_problem(read_day(field.value), case, known.label)
    string = field.string if field.origin == "front matter" else None
    choice = read_choice(field.value, case.template.vocabularies[known.type], string)
    if is_choice_list(choice, case, known.type) and not case.document.unfilled(field.value):
        return Found(
            field.value,
            f"{known.label} still lists all options: {quote(field.value)}",
            "keep the one that applies",
        )
    return choice_problem(choice, case, known.type, known.label)
