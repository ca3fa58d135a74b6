"""Which files of the archive folder are incidents."""

from __future__ import annotations

import posixpath
import re
from fnmatch import fnmatchcase
from functools import lru_cache

from mkdocs_postmortem.paths import shown_path as shown_path
from mkdocs_postmortem.settings import MARKDOWN, Settings

INDEX_NAMES = ("index.md", "README.md")
_INDEX = tuple(name.removesuffix(".md") for name in INDEX_NAMES)
_WILD = re.compile(r"(\*\*/|\*\*|\*|\?)")
_WILDCARDS = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def inside(uri: str, settings: Settings) -> str | None:
    """Return a file's path within the archive folder, or None where it stands outside.

    `uri` is relative to the docs folder, with `/`.
    """
    if settings.folder in ("", "."):
        return uri
    prefix = settings.folder + "/"
    return uri[len(prefix) :] if uri.startswith(prefix) else None


def is_template(uri: str, settings: Settings) -> bool:
    """Say whether a file is the empty template, by its name."""
    path = inside(uri, settings)
    return path is not None and _matches(path, settings.template_files)


def is_index(uri: str, settings: Settings) -> bool:
    """Say whether a file is the index page of the archive folder, or of a folder below it."""
    path = inside(uri, settings)
    if path is None:
        return False
    name = posixpath.basename(path)
    if name in INDEX_NAMES:
        return True
    own = [suffix for suffix in settings.suffixes if suffix not in MARKDOWN]
    return any(name.removesuffix(suffix) in _INDEX for suffix in own)


def is_incident(uri: str, settings: Settings) -> bool:
    """Say whether a file is an incident: Markdown in the folder, neither index, template nor excluded."""
    path = inside(uri, settings)
    return (
        path is not None
        and path.endswith(settings.suffixes)
        and not is_index(uri, settings)
        and not _matches(path, settings.template_files)
        and not _matches(path, settings.exclude)
    )


def is_named(uri: str, pattern: str, settings: Settings) -> bool:
    """Say whether a glob pattern means a file, relative to the folder or to the docs folder."""
    path = inside(uri, settings)
    return _matches(uri, (pattern,)) or (path is not None and _matches(path, (pattern,)))


def _matches(path: str, patterns: tuple[str, ...]) -> bool:
    """Match a path against glob patterns: one with a slash from the folder on, one without any file name.

    A pattern that names a folder names all in it.
    """
    name = posixpath.basename(path)
    for pattern in patterns:
        if "/" not in pattern:
            if fnmatchcase(name, pattern):
                return True
        elif _expression(pattern).fullmatch(path):
            return True
    return False


@lru_cache(maxsize=256)
def _expression(pattern: str) -> re.Pattern[str]:
    """Return the regular expression for a glob pattern in which `**` stands for any folders."""
    parts = [_WILDCARDS.get(part) or re.escape(part) for part in _WILD.split(pattern.strip("/"))]
    return re.compile("".join(parts) + r"(?:/.*)?", re.DOTALL)
