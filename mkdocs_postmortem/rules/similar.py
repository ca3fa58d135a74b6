"""PM713: incidents that are much alike, and that nobody has linked."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_postmortem.archive import Incident
from mkdocs_postmortem.archive.similarity import NOT_SIMILAR, Similar
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.metadata import first_line
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import quote


@rule("PM713", "similar-not-linked", "I/I/I")
def similar_not_linked(case: Case) -> Iterator[Found]:
    """An incident that reads much like this one is listed under Related Incidents.

    It is looked for in a build, and in the command with `--similar`. Of two incidents the newer one is
    told, so that a new document changes nothing for an old one. Only pairs are reported that have a
    great deal in common; `postmortem similar` and the pages of the archive also show weaker ones.
    Two that are alike in words only are kept apart by `not_similar` in the front matter of either.
    """
    if case.similar is None:
        return
    known = [each.title for each in case.template.sections if each.key == "related"]
    where = known[0] if known else "the related ones"
    for each in case.similar.similar_to(case.incident):
        if each.strong and _age(each.incident) <= _age(case.incident):
            name = each.incident.label
            yield Found(
                _place(case),
                f"{quote(name)} is much like this incident ({_why(each)}), and nobody has linked the two",
                f"list {quote(name)} under {where}, or write `{NOT_SIMILAR}: [{name}]` in the front matter",
            )


def _age(incident: Incident) -> tuple[str, str]:
    return (incident.date.isoformat() if incident.date else "", incident.uri)


def _place(case: Case) -> Text:
    section = case.section("related")
    if section is not None:
        return section.heading.text
    return case.document.title_text or first_line(case)


def _why(similar: Similar) -> str:
    parts = ["same title"] if similar.same_title else []
    parts += ["same category"] if similar.category else []
    if similar.services:
        noun = "service" if len(similar.services) == 1 else "services"
        parts.append(f"same {noun} {', '.join(similar.services)}")
    parts += [f"both mention {', '.join(similar.terms)}"] if similar.terms else []
    return "; ".join(parts)
