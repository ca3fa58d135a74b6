"""An example for each rule: a document that it reports, and the same one mended.

The examples are edits of one valid document, `examples/document.md`, by rule in `examples/PM*.yml`:

- `edits`: a text that stands once in the document, and what stands there instead in the example;
- `fixed`: the same for the mended document, where that is not the valid one itself;
- `other`: the same for the second document of the archive, which the first refers to;
- `text`: the whole text of the example, where that has nothing of the document;
- `name`: the file's name, where that matters, `fixed_name`: the one it should have;
  `encoding`: how the file is written;
- `options`: options of the site, without which the rule says nothing;
- `baseline`: the text of a baseline file, `before` and `after` mending.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mkdocs_postmortem import settings as options
from mkdocs_postmortem.archive import build_archive
from mkdocs_postmortem.document.blocks import Dialect
from mkdocs_postmortem.document.reader import read_bytes
from mkdocs_postmortem.document.source import Source
from mkdocs_postmortem.rules.baseline import parse
from mkdocs_postmortem.rules.judge import judge
from mkdocs_postmortem.rules.page_shape import BuiltPage
from mkdocs_postmortem.rules.registry import RULES, Diagnostic, KnownFiles
from mkdocs_postmortem.settings import DEFAULT_BASELINE
from mkdocs_postmortem.template import site_template

# Where the examples stand, and where their document would.
_FOLDER = Path(__file__).with_name("examples")
FOLDER = "docs/postmortems"
NAME = "2025-03-14-orders-mart-stale.md"
OTHER = "2024-11-02-loader-stopped.md"
TODAY = date(2025, 6, 2)
# A longer part of an example is cut.
MAX_LINES = 40
# What there is in the project's folder.
PROJECT = ("tests/test_feed_contract.py",)


@dataclass(frozen=True)
class Example:
    """A document that a rule reports, and the same one mended; `other` stands beside both."""

    code: str
    before: bytes
    after: bytes
    other: bytes
    name: str = NAME
    fixed_name: str = NAME
    options: Mapping[str, Any] = field(default_factory=dict)
    baseline: Mapping[str, str] = field(default_factory=dict)

    @property
    def snippets(self) -> tuple[str, str]:
        """The lines in which the two differ, before and after; else their names."""
        import difflib  # takes time, and a check shows no example

        if self.before == self.after and not self.baseline:
            return self.name, self.fixed_name
        texts = self.baseline.values() or (_text(data) for data in (self.before, self.after))
        one, two = (text.split("\n") for text in texts)
        parts: tuple[list[str], list[str]] = ([], [])
        for group in difflib.SequenceMatcher(None, one, two, autojunk=False).get_grouped_opcodes(1):
            _, low, _, other_low, _ = group[0]
            _, _, high, _, other_high = group[-1]
            for part, lines in ((parts[0], one[low:high]), (parts[1], two[other_low:other_high])):
                part += ["…", *lines] if part else lines
        cut = [part[:MAX_LINES] + ["…"] * (len(part) > MAX_LINES) for part in parts]
        before, after = ("\n".join(part).strip("\n") for part in cut)
        return before, after

    def judged(self, document: bytes | None = None) -> tuple[list[Diagnostic], Mapping[str, Source]]:
        """Return all findings in the example (or another document in its place), and the sources."""
        # Of the rules in preview, an example shows its own alone.
        others = [code for code, rule in RULES.items() if rule.preview and code != self.code]
        given = {**self.options, "ignore": [*self.options.get("ignore", ()), *others]}
        settings = options.load({**given, "folder": ".", "preview": RULES[self.code].preview})
        template = site_template(settings.profile, settings.template, Path())
        name = self.name if document is None else self.fixed_name
        texts = ((name, self.before if document is None else document), (OTHER, self.other))
        documents = [
            (name, read_bytes(f"{FOLDER}/{name}", text, template, Dialect())) for name, text in texts
        ]
        archive = build_archive(documents, template, settings)
        built = None
        if RULES[self.code].built:
            # The page is that of the mended document: what was mended is what got lost on the way.
            import markdown  # MkDocs' own, and needed for nothing else

            body = _text(self.after).split("\n---\n", 1)[1]
            page = markdown.markdown(body, extensions=["tables", "fenced_code"])
            built = {name: BuiltPage(page)}
        sources = {read.path: read.source for _, read in documents}
        baseline = None
        if self.baseline:
            baseline = parse(self.baseline["before" if document is None else "after"], DEFAULT_BASELINE)
            sources[DEFAULT_BASELINE] = baseline.source
        return judge(archive, TODAY, {name}, built, _files(name), baseline=baseline, similar=True), sources


def _files(name: str) -> KnownFiles:
    """Return what says that there are the two documents, and the project's files."""
    return KnownFiles(lambda _, path: posixpath.normpath(path) in (name, OTHER), lambda path: path in PROJECT)


def valid_document() -> str:
    """Return the document that the examples change; it has no finding."""
    return (_FOLDER / "document.md").read_text(encoding="utf-8")


def example(code: str) -> Example | None:
    """Return the example of a rule, or None where it has none yet. Raises ValueError for a wrong one."""
    given = _all().get(code)
    if given is None:
        return None
    text = valid_document()
    encoding = given.get("encoding", "utf-8")
    # The other document is the same one with the two IDs swapped: each names the other.
    other = text.replace("INC-2025-014", "\0").replace("INC-2024-031", "INC-2025-014")
    other = other.replace("\0", "INC-2024-031").replace("2025-03-14", "2024-11-02")
    other = other.replace("Orders mart stale for three hours", "Loader stopped for three hours")
    return Example(
        code,
        given.get("text", _edited(code, text, given.get("edits", {}))).encode(encoding),
        _edited(code, text, given.get("fixed", {})).encode(),
        _edited(code, other, given.get("other", {})).encode(),
        given.get("name", NAME),
        given.get("fixed_name", given.get("name", NAME)),
        given.get("options", {}),
        given.get("baseline", {}),
    )


def _edited(code: str, text: str, edits: Mapping[str, str]) -> str:
    for was, now in edits.items():
        if text.count(was) != 1:
            raise ValueError(f"example of {code}: `{was}` must stand once in the document")
        text = text.replace(was, now)
    return text


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")


@cache
def _all() -> Mapping[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for data in _entries():
        found.update(data)
    unknown = set(found) - set(RULES)
    if unknown:
        raise ValueError(f"examples: there is no rule {', '.join(sorted(unknown))}")
    return found


def _entries() -> Iterator[Mapping[str, Any]]:
    for entry in _FOLDER.iterdir():
        if entry.name.endswith(".yml"):
            yield yaml.safe_load(entry.read_text(encoding="utf-8")) or {}
