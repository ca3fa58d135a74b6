"""What to say besides the findings where they have one reason: documents written to another template."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.rules import Diagnostic
from mkdocs_postmortem.rules.registry import HOME

_ADVICE = (
    "Most of these documents lack most sections of the template. If they follow another, "
    f"try `profile: minimal` in the options: {HOME}old-archives/"
)


def advice(diagnostics: Sequence[Diagnostic], archive: Archive, documents: int) -> str:
    """Return what to try first, or nothing where the judged documents, so many, have the template's shape.

    It is about the default template only: whoever chose another one knows.
    """
    settings = archive.settings
    if settings.profile != "default" or settings.template is not None:
        return ""
    sections = len(archive.template.sections)
    missing: Counter[str] = Counter()
    for each in diagnostics:
        if each.name == "missing-section" and each.level != "info":
            # Where there is none at all, one finding says so.
            missing[each.uri] += 1 if archive.by_uri[each.uri].document.by_key else sections
    strange = sum(2 * number > sections for number in missing.values())
    return _ADVICE if 2 * strange > documents else ""
