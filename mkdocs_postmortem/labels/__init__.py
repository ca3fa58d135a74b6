"""The texts of pages in the language of a site. English is spoken where nothing else is said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs_postmortem.labels.model import ENGLISH, N_, Labels
from mkdocs_postmortem.yaml_loading import DataError

# What the option `labels` holds: a language that ships with the package, the path of a file, the
# texts themselves, or several of these, of which the last one counts.
Choice = str | Mapping[str, Any] | list[Any] | tuple[Any, ...] | None
LANGUAGES = ("de", "en")

__all__ = ["ENGLISH", "LANGUAGES", "N_", "Choice", "Labels", "LabelsError", "files_of", "site_labels"]


class LabelsError(DataError):
    """A site's labels can't be used."""


def site_labels(choice: Choice, folder: Path) -> Labels:
    """Return the labels that the option `labels` asks for; paths are relative to `folder`.

    Raises LabelsError.
    """
    if choice is None:
        return ENGLISH
    from mkdocs_postmortem.labels import loading  # most sites are English

    return loading.labels_of(choice, folder)


def files_of(choice: Choice, folder: Path) -> list[Path]:
    """Return the files that a site's labels come from."""
    parts = choice if isinstance(choice, list | tuple) else [choice]
    return [folder / part for part in parts if isinstance(part, str) and part not in LANGUAGES]
