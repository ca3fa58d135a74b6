"""The baseline: the findings that an archive had when checking began, which are left out.

It is a file of JSON with a line for each finding. What a finding is known by has no line number in it:
see `fingerprint`. Nothing here touches a disk.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mkdocs_postmortem import __version__
from mkdocs_postmortem.archive import Archive, Incident
from mkdocs_postmortem.document.source import Source, Text
from mkdocs_postmortem.option_types import LEVELS
from mkdocs_postmortem.rules.fingerprint import Key, keys, name_of
from mkdocs_postmortem.rules.registry import RULES, Diagnostic

FORMAT = 1
_ABOUT = (
    "Findings that were known when this file was written, and are left out. "
    "Take entries out, never put any in: `postmortem check --prune-baseline` does so."
)


class BaselineError(ValueError):
    """A baseline can't be used; the message says what is wrong and where."""


@dataclass(frozen=True, eq=False)
class Baseline:
    """Known findings, each with its place in the file."""

    entries: Mapping[Key, Text]
    source: Source

    @cached_property
    def by_incident(self) -> Mapping[str, tuple[Key, ...]]:
        """The known findings by what their incident is called."""
        found: dict[str, tuple[Key, ...]] = {}
        for key in self.entries:
            found[key.incident] = (*found.get(key.incident, ()), key)
        return found


def parse(text: str, path: str) -> Baseline:
    """Return the baseline that a file's text holds. Raises BaselineError; `path` is named in it."""
    source = Source(path, text.removeprefix("\ufeff"))
    try:
        data = json.loads(source.text)
    except (json.JSONDecodeError, RecursionError) as error:
        where = f":{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        what = error.msg if isinstance(error, json.JSONDecodeError) else "too deep"
        raise BaselineError(
            f"{path}{where}: is not valid JSON ({what}); mend it, or write it anew with `--write-baseline`"
        ) from None
    if not isinstance(data, dict) or not isinstance(data.get("findings"), list):
        raise BaselineError(f"{path}: is no baseline; name another file in the option `baseline`")
    if data.get("format") != FORMAT:
        raise BaselineError(
            f"{path}: has the format `{data.get('format')}`, this version reads {FORMAT}; "
            "write it anew with `--write-baseline`"
        )
    entries: dict[Key, Text] = {}
    at = source.text.find("[", source.text.find('"findings"'))
    for number, entry in enumerate(data["findings"], 1):
        key = _key(entry)
        if key is None:
            raise BaselineError(
                f"{path}: finding {number} must have `incident`, `rule`, `section`, `text` and `number`; "
                "take it out, or write the file anew with `--write-baseline`"
            )
        entries[key], at = _next(source, at)
    return Baseline(entries, source)


def _key(entry: Any) -> Key | None:
    if not isinstance(entry, dict):
        return None
    rule, incident, section, text = (entry.get(name) for name in ("rule", "incident", "section", "text"))
    number = entry.get("number", 1)
    if not all(isinstance(each, str) for each in (rule, incident, section, text)) or type(number) is not int:
        return None
    return Key(str(rule), str(incident), str(section), str(text), number)


def _next(source: Source, at: int) -> tuple[Text, int]:
    """Return the place of the next entry behind an offset, and the offset behind it."""
    start = source.text.index("{", at)
    _, end = json.JSONDecoder().raw_decode(source.text, start)
    return Text(source, start, end), end


def dump(keys: Iterable[Key]) -> str:
    """Return the text of a baseline: a line for each finding, always in the same order."""
    ordered = sorted(set(keys), key=lambda key: (key.incident, key.rule, key.section, key.text, key.number))
    lines = [f"    {json.dumps(_entry(key), ensure_ascii=False)}" for key in ordered]
    findings = "[\n" + ",\n".join(lines) + "\n  ]" if lines else "[]"
    return (
        "{\n"
        f'  "about": {json.dumps(_ABOUT)},\n'
        f'  "format": {FORMAT},\n'
        f'  "version": {json.dumps(__version__)},\n'
        f'  "count": {len(ordered)},\n'
        f'  "findings": {findings}\n'
        "}\n"
    )


def _entry(key: Key) -> dict[str, object]:
    entry: dict[str, object] = {
        "incident": key.incident,
        "rule": key.rule,
        "section": key.section,
        "text": key.text,
    }
    return entry if key.number == 1 else {**entry, "number": key.number}


class Known:
    """A baseline held against an archive, of which `only` some documents may be judged."""

    def __init__(self, baseline: Baseline, archive: Archive, only: Collection[str] | None) -> None:
        self._baseline = baseline
        self._archive = archive
        names = {name_of(incident, archive) for incident in archive.incidents}
        gone = [key for key in baseline.entries if key.incident not in names]
        # What is known of documents that are no more is reported with the first that is judged.
        self._gone = gone if only is None else []
        self._first = archive.incidents[0].uri if archive.incidents else ""

    def unknown(self, incident: Incident) -> tuple[tuple[Text, str], ...]:
        """Return the entries of a document whose rule does not exist, with its name."""
        entries = self._baseline.entries
        return tuple(
            (_rule_in(entries[key], key.rule), key.rule)
            for key in self._of(incident)
            if key.rule not in RULES
        )

    def left(
        self, incident: Incident, found: list[Diagnostic], ran: Collection[str]
    ) -> tuple[list[Diagnostic], tuple[tuple[Text, str], ...]]:
        """Return the findings of a document that are not known, and the entries that no longer occur.

        The findings must be all of the document's, in the order of their places. A rule that did not
        run (`ran` are the codes of those that did) says nothing of what is known.
        """
        own = self._of(incident)
        if not own:
            return found, ()
        entries = self._baseline.entries
        by_key = list(zip(keys(found, self._archive), found, strict=True))
        occurring = {key for key, _ in by_key}
        stale = [
            (entries[key], key.rule)
            for key in own
            if key.rule in RULES and key not in occurring and (key.rule in ran or key in self._gone)
        ]
        return [each for key, each in by_key if key not in entries], tuple(stale)

    def _of(self, incident: Incident) -> tuple[Key, ...]:
        own = self._baseline.by_incident.get(name_of(incident, self._archive), ())
        return (*own, *self._gone) if incident.uri == self._first else own


def _rule_in(entry: Text, rule: str) -> Text:
    """Return where an entry names its rule."""
    at = entry.text.find(f'"{rule}"')
    return entry.part(at + 1, at + 1 + len(rule)) if at >= 0 else entry


def known_findings(diagnostics: Sequence[Diagnostic], archive: Archive, lowest: str) -> list[Key]:
    """Return what a baseline is to hold of all findings in an archive: those at or above a level.

    What is wrong in other files than the documents is left out: it can be mended at once.
    """
    limit = LEVELS.index(lowest)
    return [
        key
        for key, each in zip(keys(diagnostics, archive), diagnostics, strict=True)
        if LEVELS.index(each.level) <= limit
        and each.uri in archive.by_uri
        and each.path == archive.by_uri[each.uri].document.path
    ]


def pruned(baseline: Baseline, diagnostics: Sequence[Diagnostic], archive: Archive) -> list[Key]:
    """Return the entries of a baseline that still occur among all findings in an archive."""
    occurring = set(keys(diagnostics, archive))
    return [key for key in baseline.entries if key in occurring]
