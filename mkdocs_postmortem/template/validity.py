"""Whether a changed template fits together: what its parts say of each other.

Every problem is put where the change that made it stands; `changes` are these changes as read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mkdocs_postmortem.option_types import did_you_mean
from mkdocs_postmortem.template.content import FIELD_TYPES, VOCABULARIES
from mkdocs_postmortem.template.model import STATUSES
from mkdocs_postmortem.template.names import plain
from mkdocs_postmortem.template.shapes import At, Problem, Report, listed

_STAGES = tuple(status for status in STATUSES if status != "never")


def check(data: dict[str, Any], changes: dict[str, Any], report: Report) -> None:
    """Put down what does not fit in merged data."""
    _check_labels(data, changes, report)
    _check_types(data, changes, report)
    _check_vocabularies(data, changes, report)
    _check_tables(data, changes, report)
    _check_milestones(data, changes, report)
    _check_relations(data, changes, report)


def pruned(data: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Return data in which nothing is required any more that has been taken out.

    What the changes themselves require is left for `check`.
    """
    data = dict(data)
    given = changes.get("required_milestones", {})
    milestones = {entry["key"] for entry in data["milestones"]}
    data["required_milestones"] = {
        status: keys if status in given else [key for key in keys if key in milestones]
        for status, keys in data["required_milestones"].items()
    }
    if "required_categories" not in changes:
        names = {str(term["name"]) for term in data["vocabularies"]["action_category"]}
        data["required_categories"] = [name for name in data["required_categories"] if name in names]
    return data


def _place(changes: dict[str, Any], path: At, name: object, attribute: str) -> At:
    """Return where the changes speak of an entry of the list at `path`, else where they change the list."""
    parts: Any = changes
    for step in path:
        parts = parts.get(step, {}) if isinstance(parts, dict) else {}
    entries = [*parts.get("replace", ()), *parts.get("change", ())] if isinstance(parts, dict) else []
    for place, entry in entries:
        if name in (entry.get("key"), entry.get("name"), entry.get("rename")):
            return (*place, attribute) if attribute in entry else place
    return path if parts else path[:1]


def _lists(data: dict[str, Any]) -> Iterable[tuple[At, str, list[dict[str, Any]], str]]:
    """Yield the lists whose entries have names: place, what an entry is, entries, the name's attribute."""
    yield ("fields",), "field", data["fields"], "label"
    yield ("sections",), "section", data["sections"], "title"
    yield ("impact",), "dimension", data["impact"], "label"
    yield ("metrics",), "metric", data["metrics"], "label"
    yield ("relations",), "relation", data["relations"], "label"
    for key, table in data["tables"].items():
        yield ("tables", key, "columns"), "column", table["columns"], "label"
    for key, terms in data["vocabularies"].items():
        yield ("vocabularies", key), "word", terms, "name"


def _check_labels(data: dict[str, Any], changes: dict[str, Any], report: Report) -> None:
    """No two entries have the same name; in a vocabulary no name is an alias of another word either."""
    for path, what, entries, attribute in _lists(data):
        if path[0] not in changes:
            continue
        seen: dict[str, str] = {}
        for entry in entries:
            if attribute not in entry:
                continue
            name = str(entry[attribute])
            first = seen.setdefault(plain(name) or name, name)
            key = entry.get("key", name)
            if first is not name:
                place = _place(changes, path, key, attribute)
                report.say(place, f"there are two {what}s called `{name}`")
        if path[0] == "vocabularies":
            _check_aliases(path, entries, changes, report)


def _check_aliases(path: At, terms: list[dict[str, Any]], changes: dict[str, Any], report: Report) -> None:
    names = {plain(str(term["name"])): str(term["name"]) for term in terms}
    for term in terms:
        for alias in term.get("aliases", ()):
            name = names.get(plain(alias))
            if name is not None and name != str(term["name"]):
                report.say(
                    _place(changes, path, name, "name"),
                    f"`{name}` already counts as `{term['name']}`; "
                    "to have words of your own instead, put them behind `replace`",
                )


def _check_types(data: dict[str, Any], changes: dict[str, Any], report: Report) -> None:
    known = (*FIELD_TYPES, *data["vocabularies"])
    for entry in data["fields"]:
        kind = entry.get("type", "text")
        if kind not in known:
            place = _place(changes, ("fields",), entry["key"], "type")
            report.say(place, f"found `{kind}`, expected one of {listed(known)}{did_you_mean(kind, known)}")


def _check_vocabularies(data: dict[str, Any], changes: dict[str, Any], report: Report) -> None:
    used = {entry.get("type") for entry in data["fields"]}
    for key, terms in data["vocabularies"].items():
        place: At = ("vocabularies", key)
        if not terms:
            report.say(place, "a vocabulary needs at least one word")
        elif key not in VOCABULARIES and key not in used:
            hint = did_you_mean(key, VOCABULARIES)
            report.say(place, f"no field has the type `{key}`{hint}", key=True)
    if "vocabularies" not in changes:
        return
    for term in data["vocabularies"]["status"]:
        if "means" not in term and term["name"] not in _STAGES:
            place = _place(changes, ("vocabularies", "status"), term["name"], "name")
            report.say(place, f"the status `{term['name']}` needs `means`: one of {listed(_STAGES)}")
    statuses = data["vocabularies"]["action_status"]
    if statuses and not any(term.get("open") for term in statuses):
        report.say(("vocabularies", "action_status"), "no status is `open: true`: nothing could be open")


def _check_tables(data: dict[str, Any], changes: dict[str, Any], report: Report) -> None:
    keys = [entry["key"] for entry in data["sections"]]
    for key, table in changes.get("tables", {}).items():
        section = table.get("section")
        if section is not None and section not in keys:
            place = ("tables", key, "section")
            report.say(place, f"there is no section `{section}`{did_you_mean(section, keys)}")


def _check_relations(data: dict[str, Any], changes: dict[str, Any], report: Report) -> None:
    """No words name two relations, or both sides of one."""
    if "relations" not in changes:
        return
    seen: dict[str, tuple[str, str, str]] = {}
    for entry in data["relations"]:
        for side, attribute, name in _names_of(entry):
            first = seen.setdefault(plain(name), (entry["key"], side, attribute))
            # Two labels that are the same are found with those of all lists.
            if first[:2] != (entry["key"], side) and (first[2], attribute) != ("label", "label"):
                place = _place(changes, ("relations",), entry["key"], attribute)
                report.say(place, f"`{name}` already counts as `{first[0]}`")


def _names_of(entry: dict[str, Any]) -> Iterable[tuple[str, str, str]]:
    """Yield the words for a relation: which side of it they name, the attribute that has them, and they."""
    if "label" not in entry:
        return  # another problem says so
    yield "own", "label", entry["label"]
    yield from (("own", "aliases", name) for name in entry.get("aliases", ()))
    if entry.get("inverse", entry["label"]) != entry["label"]:
        yield "inverse", "inverse", entry["inverse"]
        yield from (("inverse", "inverse_aliases", name) for name in entry.get("inverse_aliases", ()))
    yield from (("nouns", "nouns", name) for name in entry.get("nouns", ()))


def _check_milestones(data: dict[str, Any], changes: dict[str, Any], report: Report) -> None:
    keys = [entry["key"] for entry in data["milestones"]]
    for metric in data["metrics"]:
        for base in ("detection", "impact"):
            for number, key in enumerate(metric.get(base, ())):
                if key not in keys:
                    place = _place(changes, ("metrics",), metric["key"], base)
                    # Where the change does not speak of it, the milestone has been taken out.
                    place = (*place, number) if place[-1] == base else ("milestones",)
                    said = f"the metric `{metric['key']}` counts from or to `{key}`, which is no milestone"
                    problem = Problem(place, said + did_you_mean(key, keys))
                    if problem not in report.problems:  # both bases may count from it
                        report.problems.append(problem)
    for status, given in changes.get("required_milestones", {}).items():
        _check_known(given, keys, ("required_milestones", status), "milestone", report)
    names = [str(term["name"]) for term in data["vocabularies"]["action_category"]]
    given = changes.get("required_categories", ())
    _check_known(given, names, ("required_categories",), "action category", report)


def _check_known(given: Iterable[str], known: list[str], at: At, what: str, report: Report) -> None:
    for number, name in enumerate(given):
        if name not in known:
            report.unknown((*at, number), f"there is no {what} `{name}`", known)
