"""What stands where a placeholder asks for something that the archive does not have."""

from __future__ import annotations

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.pages.arguments import Arguments
from mkdocs_postmortem.pages.rendering import render


def nothing_html(noun: str, archive: Archive, asked: Arguments) -> str:
    """Return the sentence that says that no incident, or no action, is as asked for."""
    filters = ", ".join(f"{name} “{value}”" for name, value in asked.filters)
    return render("nothing.html", archive.labels, noun=noun, filters=filters)
