"""The template of a site: a profile that ships with the package, and the site's own changes to it.

Where several sites (or builds) ask for the same template they get the same object, which is what the
reader's caches go by. What makes changes is imported where there are some: most sites have none.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from mkdocs_postmortem.template.model import Template
from mkdocs_postmortem.template.packaged import default_template

# What the option `template` holds: the path of a file, or the changes themselves.
Changes = str | Mapping[str, Any] | None


def site_template(profile: str, changes: Changes, folder: Path) -> Template:
    """Return the template of a site: `profile`, with the changes of the option `template`.

    Paths are relative to `folder`. Raises TemplateError.
    """
    if changes is None and profile == "default":
        return default_template()
    from mkdocs_postmortem.template import changing

    if changes is None:
        return changing.profile_template(profile)[1]
    if isinstance(changes, str):
        return changing.from_file(profile, folder / changes)
    return changing.from_option(profile, changes, folder)


def files_of(changes: Changes, folder: Path) -> list[Path]:
    """Return the files that a site's template is made from: that of the option, and its text."""
    found = []
    text: Any = changes.get("text") if isinstance(changes, Mapping) else None
    if isinstance(changes, str):
        path = folder / changes
        found.append(path)
        folder = path.parent
        from mkdocs_postmortem.template import places

        try:
            data = places.load(path.read_text(encoding="utf-8-sig")).data
        except (OSError, ValueError, yaml.YAMLError):
            data = None
        text = data.get("text") if isinstance(data, Mapping) else None
    if isinstance(text, str):
        found.append(folder / text)
    return found
