"""Changing a template: a profile, or what a site says in a file or in its options.

A profile is a change of the default like any site's.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mkdocs_postmortem.paths import shown_path
from mkdocs_postmortem.template import places, validity
from mkdocs_postmortem.template.building import template_from
from mkdocs_postmortem.template.content import TEMPLATE
from mkdocs_postmortem.template.model import Template
from mkdocs_postmortem.template.packaged import TemplateError, default_data, default_template, packaged
from mkdocs_postmortem.template.shapes import At, Report
from mkdocs_postmortem.template.starting import starting_text
from mkdocs_postmortem.yaml_loading import Loader

OPTION = "template"
# How many templates are kept; a site being served changes its own again and again.
_KEPT = 8


@cache
def profile_template(name: str) -> tuple[dict[str, Any], Template]:
    """Return a profile's data, and the template it makes."""
    if name == "default":
        return default_data(), default_template()
    report = Report()
    changes = TEMPLATE.read(yaml.load(packaged(f"{name}.yml"), Loader), (), report)
    data, template = _changed(default_data(), default_template(), changes, packaged(changes["text"]), report)
    if report.problems or template is None:
        raise AssertionError(report.problems)  # a test holds all profiles to it
    return data, template


def _changed(
    base: dict[str, Any], template: Template, changes: dict[str, Any], text: str | None, report: Report
) -> tuple[dict[str, Any], Template | None]:
    """Return changed data and its template; None with problems in the report."""
    data = TEMPLATE.merge(base, {key: each for key, each in changes.items() if key != "text"}, (), report)
    if report.problems:
        return data, None
    data = validity.pruned(data, changes)
    validity.check(data, changes, report)
    if report.problems:
        return data, None
    earlier = (template.text, *template.earlier)
    made = template_from(data, text or "", earlier)
    if text is None:
        made = template_from(data, starting_text(made, template), earlier)
    return data, made


def from_file(profile: str, path: Path) -> Template:
    """Return a profile with the changes of a file. Raises TemplateError."""
    shown = shown_path(path, str(path))
    try:
        placed = places.load_file(path, OPTION)
    except places.FileError as error:
        raise TemplateError([str(error)]) from None
    report = Report()
    for at in placed.twice:
        report.say(at, "the key stands twice", key=True)
    template = _made(profile, placed.data, path.parent, report, str(path))
    if template is not None:
        return template
    said = []
    for problem in sorted(report.problems, key=lambda each: placed.place(each.at, each.key)):
        line, column = placed.place(problem.at, problem.key)
        name = f"`{dotted(problem.at)}`: " if problem.at else ""
        said.append(f"{shown}:{line}:{column}: {name}{problem.what}")
    raise TemplateError(said)


def from_option(profile: str, changes: Mapping[str, Any], folder: Path) -> Template:
    """Return a profile with changes; paths in them are relative to `folder`. Raises TemplateError."""
    report = Report()
    template = _made(profile, changes, folder, report, "")
    if template is not None:
        return template
    raise TemplateError(
        [f"option `{dotted((OPTION, *problem.at))}`: {problem.what}" for problem in report.problems],
        [(problem.at, problem.key) for problem in report.problems],
    )


_made_before: dict[str, Template] = {}


def _made(profile: str, given: Any, folder: Path, report: Report, origin: str) -> Template | None:
    """Return the template that changes make of a profile; None with problems in the report."""
    changes = TEMPLATE.read(given if given is not None else {}, (), report)
    if changes is None:
        return None
    text = _text(changes, folder, report)
    if report.problems:
        return None
    key = repr((profile, changes, text, origin))
    if (known := _made_before.pop(key, None)) is None:
        base, template = profile_template(profile)
        known = _changed(base, template, changes, text, report)[1]
    if known is not None:
        _made_before[key] = known  # the last used is the last to go
        if len(_made_before) > _KEPT:
            del _made_before[next(iter(_made_before))]
    return known


def _text(changes: dict[str, Any], folder: Path, report: Report) -> str | None:
    """Return the document that authors start from, if the changes name its file."""
    name = changes.get("text")
    if name is None:
        return None
    path = folder / str(name)
    try:
        return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        report.say(("text",), f"{shown_path(path, str(path))} can't be read: {error.strerror}")
    except UnicodeDecodeError:
        report.say(("text",), f"{shown_path(path, str(path))} is not valid UTF-8")
    return None


def dotted(at: At) -> str:
    """Return a place as a message names it: `template.sections[2].required`."""
    said = ""
    for step in at:
        name = {True: "yes", False: "no"}.get(step, step) if isinstance(step, bool) else step
        said += f"[{step}]" if isinstance(step, int) and not isinstance(step, bool) else f".{name}"
    return said.removeprefix(".")
