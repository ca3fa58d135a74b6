"""The site's configuration, read without MkDocs: the nearest `mkdocs.yml` and what it inherits."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from mkdocs_postmortem import settings as options
from mkdocs_postmortem.archive.selection import shown_path
from mkdocs_postmortem.document.blocks import Dialect
from mkdocs_postmortem.labels import LabelsError, site_labels
from mkdocs_postmortem.option_types import show
from mkdocs_postmortem.rules import check_codes
from mkdocs_postmortem.settings import PLUGIN, Settings
from mkdocs_postmortem.template import Template, TemplateError, site_template

CONFIG_NAMES = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "properdocs.yaml")

_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ConfigError(Exception):
    """The configuration can't be used; the message says what is wrong and where."""


@dataclass(frozen=True)
class Site:
    """What the command needs of a site.

    `root` is the folder of the documentation's sources, `config` the file the options came from
    (None where there is none). `excluded` and `drafts` are gitignore-style patterns.
    """

    config: Path | None
    root: Path
    settings: Settings
    dialect: Dialect
    template: Template
    excluded: str = ""
    drafts: str = ""

    @property
    def folder(self) -> Path:
        """The archive folder."""
        return self.root / self.settings.folder


class _Loader(_BASE):  # type: ignore[misc]
    """A YAML loader that shrugs at tags only MkDocs and its extensions understand."""


def _environment(loader: Any, node: yaml.Node) -> Any:
    """Resolve `!ENV NAME` and `!ENV [NAME, OTHER, default]` as MkDocs does."""
    if isinstance(node, yaml.ScalarNode):
        names, default = [node.value], None
    else:
        values = loader.construct_sequence(node)
        names, default = values[:-1] if len(values) > 1 else values, values[-1] if len(values) > 1 else None
    for name in names:
        if isinstance(name, str) and name in os.environ:
            return yaml.load(os.environ[name], _BASE)
    return default


def _opaque(_loader: Any, _suffix: str, _node: yaml.Node) -> None:
    return None


_Loader.add_constructor("!ENV", _environment)
_Loader.add_multi_constructor("!", _opaque)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _opaque)


def find_config(start: Path) -> Path | None:
    """Return the nearest configuration file in a folder or above it, or None."""
    for folder in (start, *start.parents):
        for name in CONFIG_NAMES:
            if os.path.isfile(folder / name):
                return folder / name
    return None


def load_site(config: Path) -> Site:
    """Return the site that a configuration file describes.

    The file is a `mkdocs.yml`, or just a block of this product's options. Raises ConfigError.
    """
    data = _load(config, ())
    shown = shown_path(config, str(config))
    if not {"plugins", "site_name", "docs_dir", "theme"} & set(data):
        settings = _settings(shown, data)
        _check_labels(settings, config)
        return Site(config, config.parent, settings, Dialect(), _template(settings, config))
    docs_dir = data.get("docs_dir") or "docs"
    if not isinstance(docs_dir, str):
        raise ConfigError(f"{shown}: `docs_dir` must be a folder's name, found {show(docs_dir)}")
    settings = _settings(shown, _plugin_block(data.get("plugins")))
    _check_labels(settings, config)
    return Site(
        config,
        (config.parent / docs_dir).resolve(),
        settings,
        Dialect.from_extensions(_names(data.get("markdown_extensions"))),
        _template(settings, config),
        str(data.get("exclude_docs") or ""),
        str(data.get("draft_docs") or ""),
    )


def _settings(shown: str, block: Any) -> Settings:
    try:
        settings = options.load(block)
        check_codes(settings)
    except options.SettingsError as error:
        raise ConfigError("\n".join(f"{shown}: {problem}" for problem in error.problems.values())) from None
    return settings


def _template(settings: Settings, config: Path) -> Template:
    """Return the site's template. Raises ConfigError, which names the place in the file it stands in."""
    try:
        return site_template(settings.profile, settings.template, config.parent)
    except TemplateError as error:
        from mkdocs_postmortem.cli.locating import located  # only who made a mistake needs it

        raise ConfigError("\n".join(located(config, "template", error))) from None


def _check_labels(settings: Settings, config: Path) -> None:
    """Raise ConfigError for labels that no page could use; the command itself has no use for them."""
    try:
        site_labels(settings.labels, config.parent)
    except LabelsError as error:
        from mkdocs_postmortem.cli.locating import located

        raise ConfigError("\n".join(located(config, "labels", error))) from None


def _load(config: Path, seen: tuple[Path, ...]) -> dict[str, Any]:
    """Return what a configuration file and those it inherits from say."""
    shown = shown_path(config, str(config))
    data: Any
    try:
        data = yaml.load(config.read_text(encoding="utf-8-sig"), _Loader)
    except OSError as error:
        raise ConfigError(f"{shown}: can't be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{shown}: is not valid UTF-8") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise ConfigError(f"{shown}{place}: is not valid YAML: {getattr(error, 'problem', error)}") from None
    except (ValueError, RecursionError) as error:  # `2025-02-30`, or a thousand brackets
        raise ConfigError(f"{shown}: is not valid YAML: {error}") from None
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise ConfigError(f"{shown}: expected `key: value` lines, found {show(data)}")
    parent = data.pop("INHERIT", None)
    if isinstance(parent, str):
        path = (config.parent / parent).resolve()
        known = (*seen, config.resolve())
        if path in known:
            raise ConfigError(f"{shown}: `INHERIT` goes in a circle")
        data = _merged(_load(path, known), data)
    return dict(data)


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Merge as MkDocs does: mappings into each other, everything else replaced."""
    merged = dict(base)
    for key, value in over.items():
        if isinstance(value, Mapping) and isinstance(merged.get(key), Mapping):
            merged[key] = _merged(merged[key], value)
        else:
            merged[key] = value
    return merged


def _plugin_block(plugins: Any) -> Any:
    """Return the plugin's own block; `plugins` is a list of names and mappings, or a mapping."""
    entries = plugins if isinstance(plugins, list) else [plugins] if isinstance(plugins, dict) else []
    for entry in entries:
        if isinstance(entry, dict) and PLUGIN in entry:
            return entry[PLUGIN]
    return None


def _names(extensions: Any) -> list[str]:
    if isinstance(extensions, dict):
        return [str(name) for name in extensions]
    if not isinstance(extensions, list):
        return []
    return [str(next(iter(entry), "")) if isinstance(entry, dict) else str(entry) for entry in extensions]
