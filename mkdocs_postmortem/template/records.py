"""Mappings of a template, and lists of mappings with a key: its sections, fields, words and so on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mkdocs_postmortem.option_types import did_you_mean
from mkdocs_postmortem.template.shapes import (
    KEY,
    NOTHING,
    At,
    Report,
    Schema,
    Shape,
    closed,
    listed,
    or_nothing,
    word_of,
)

_PARTS = ("replace", "change", "remove", "order")


@dataclass(frozen=True)
class Record:
    """A mapping with known keys. What it does not mention stays.

    `label` is the attribute that names the thing: where it changes, the old name stays as an alias,
    unless the aliases are replaced. So it is with `inverse`, the name of its other side. `more` is what
    stands behind keys of the author's own, if there may be any.
    """

    attributes: Mapping[str, Shape]
    label: str | None = None
    more: Shape | None = None
    inverse: str | None = None

    def read(self, value: Any, at: At, report: Report) -> Any:
        """Return the mapping, read."""
        if not isinstance(value, Mapping):
            return report.wrong(at, value, f"a mapping with {listed(self.attributes)}")
        found: dict[str, Any] = {}
        for given, each in value.items():
            # YAML 1.1 reads the bare keys `yes` and `no` as true and false.
            name = word_of(given) if isinstance(given, bool) else given
            shape = self._shape(name)
            if shape is None:
                report.unknown((*at, given), "there is no such key", self.attributes, key=True)
            elif each is not None:
                read = shape.read(each, (*at, given), report)
                if read is not NOTHING:
                    found[str(name)] = read
        return found

    def _shape(self, name: object) -> Shape | None:
        if not isinstance(name, str):
            return None
        return self.attributes.get(name) or (self.more if KEY.fullmatch(name) else None)

    def merge(self, old: Any, new: Any, at: At, report: Report) -> Any:
        """Return the old mapping with what the new one says."""
        merged = dict(old or {})
        for name, value in new.items():
            shape = self._shape(name)
            assert shape is not None  # it has been read
            merged[name] = shape.merge(merged.get(name), value, (*at, name), report)
        for label, aliases in ((self.label, "aliases"), (self.inverse, "inverse_aliases")):
            was = (old or {}).get(label) if label else None
            if was is not None and merged[label] != was and "replace" not in new.get(aliases, ()):
                merged[aliases] = list(dict.fromkeys([*merged.get(aliases, ()), was]))
        return merged

    def schema(self) -> Schema:
        """Return the JSON Schema."""
        found = closed({name: shape.schema() for name, shape in self.attributes.items()})
        if self.more is not None:
            found["additionalProperties"] = or_nothing(self.more.schema())
            found["propertyNames"] = {"pattern": f"^{KEY.pattern}$"}
        return found


@dataclass(frozen=True)
class Keyed:
    """A list of mappings, told apart by a key: changed entry by entry, or `{replace, change, remove, order}`.

    `name` is the list's own name among the definitions of the JSON Schema; `what` is what an entry is.
    `needed` is what a new entry must have. Where the key is a `name`, a text alone is an entry too,
    and `rename` gives the entry another.
    """

    name: str
    what: str
    attributes: Mapping[str, Shape]
    key: str = "key"
    label: str | None = None
    needed: tuple[str, ...] = ()
    inverse: str | None = None
    record: Record = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # A frozen dataclass needs the long way to keep what it works out.
        object.__setattr__(self, "record", Record(self.attributes, self.label, inverse=self.inverse))

    def read(self, value: Any, at: At, report: Report) -> Any:
        """Return the parts: `replace` and `change` are lists of (place, entry), the others of names."""
        if isinstance(value, list):
            return {"change": self._entries(value, at, report)}
        if not isinstance(value, Mapping) or not value:
            return report.wrong(at, value, f"a list of {self.what}s, or a mapping with {listed(_PARTS)}")
        parts: dict[str, Any] = {}
        for name, given in value.items():
            here = (*at, name)
            if name not in _PARTS:
                report.unknown(here, "there is no such key", _PARTS, key=True)
            elif not isinstance(given, list):
                report.wrong(here, given, f"a list of {self.what}s")
            elif name in ("replace", "change"):
                parts[name] = self._entries(given, here, report)
            else:
                parts[name] = self._names(given, here, report)
        return parts

    def _names(self, values: list[Any], at: At, report: Report) -> list[tuple[At, str]]:
        names = []
        for number, value in enumerate(values):
            word = word_of(value)
            if word is None:
                report.wrong((*at, number), value, f"the {self.key} of a {self.what}")
            else:
                names.append(((*at, number), word))
        return names

    def _entries(self, values: list[Any], at: At, report: Report) -> list[tuple[At, dict[str, Any]]]:
        entries = []
        seen: set[str] = set()
        for number, value in enumerate(values):
            here = (*at, number)
            given = value
            if self.key == "name" and not isinstance(value, Mapping) and word_of(value) is not None:
                given = {"name": value}
            read = self.record.read(given, here, report)
            if read is NOTHING:
                continue
            name = read.get(self.key)
            if name is None:
                if self.key not in given:
                    report.say(here, f"a {self.what} needs a `{self.key}`")
            elif name in seen:
                report.say((*here, self.key), f"the {self.what} `{name}` stands twice")
            else:
                seen.add(name)
                entries.append((here, read))
        return entries

    def merge(self, old: Any, new: Any, _at: At, report: Report, /) -> Any:
        """Return the entries."""
        entries = {} if "replace" in new else {entry[self.key]: entry for entry in old or ()}
        for place, name in new.get("remove", ()):
            if entries.pop(name, None) is None:
                report.unknown(place, f"there is no {self.what} `{name}`", entries)
        for place, given in (*new.get("replace", ()), *new.get("change", ())):
            self._put(entries, given, place, report)
        return self._ordered(list(entries.values()), new, report)

    def _put(self, entries: dict[str, Any], given: dict[str, Any], place: At, report: Report) -> None:
        """Change an entry, or add a new one: at the end, or behind the one that `after` names."""
        name = given[self.key]
        after = given.get("after")
        merged = self.record.merge(
            entries.get(name), {k: v for k, v in given.items() if k != "after"}, place, report
        )
        if name not in entries:
            lacking = [attribute for attribute in self.needed if attribute not in given]
            if lacking:
                hint = did_you_mean(name, entries)
                report.say(place, f"the {self.what} `{name}` is new and needs {listed(lacking)}{hint}")
        if "rename" in merged:
            renamed = merged.pop("rename")
            merged["aliases"] = list(dict.fromkeys([*merged.get("aliases", ()), merged["name"]]))
            if "means" in self.attributes:
                merged.setdefault("means", merged["name"])  # `draft` under another name
            merged["name"] = renamed
        entries[name] = merged
        if after is not None:
            if after not in entries or after == name:
                known = [each for each in entries if each != name]
                report.unknown((*place, "after"), f"there is no {self.what} `{after}`", known)
                return
            moved = entries.pop(name)
            rest = dict(entries)
            entries.clear()
            for key, entry in rest.items():
                entries[key] = entry
                if key == after:
                    entries[name] = moved

    def _ordered(self, entries: list[Any], new: Any, report: Report) -> list[Any]:
        """Return entries in the order asked for; those not named follow."""
        by_name = {entry[self.key]: entry for entry in entries}
        first = []
        for place, name in new.get("order", ()):
            if name not in by_name:
                report.unknown(place, f"there is no {self.what} `{name}`", [e[self.key] for e in entries])
            else:
                first.append(by_name.pop(name))
        return [*first, *(entry for entry in entries if entry[self.key] in by_name)]

    def schema(self) -> Schema:
        """Return the JSON Schema."""
        return {"$ref": f"#/$defs/{self.name}"}

    def definitions(self) -> dict[str, Schema]:
        """Return what the schema refers to."""
        properties = {name: shape.schema() for name, shape in self.attributes.items()}
        entry = closed(properties, (self.key,))
        entry["properties"][self.key] = properties[self.key]
        if self.key == "name":
            entry = {"anyOf": [{"type": ["string", "integer"]}, entry]}
        entries: Schema = {"type": "array", "items": {"$ref": f"#/$defs/{self.name}-entry"}}
        names: Schema = {"$ref": "#/$defs/names"}
        parts: dict[str, Schema] = {"replace": entries, "change": entries, "remove": names, "order": names}
        return {f"{self.name}-entry": entry, self.name: {"anyOf": [entries, closed(parts, minimum=1)]}}
