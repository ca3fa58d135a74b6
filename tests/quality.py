"""How well known relatives are found among similar incidents: `make quality`. Prints numbers, no verdict.

Which incidents are relatives is written down in `known_relatives.yml`. An archive that is not there is
left out. Whether two incidents are linked does not matter here: all are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from mkdocs_postmortem.archive import Archive, Incident, build_archive
from mkdocs_postmortem.archive.similarity import LEAST, MOST, SimilarityIndex
from mkdocs_postmortem.document.reader import read_bytes
from mkdocs_postmortem.settings import Settings
from mkdocs_postmortem.template import default_template

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ROOT.parent / "shared" / "corpora"
KNOWN = Path(__file__).with_name("known_relatives.yml")
# What lies beside the postmortems of an archive.
_NO_DOCUMENT = ("README", "LICENSE", "LICENCE", "_")


class Answer(NamedTuple):
    """The incidents most like one, the most like first, and those that should be.

    `proposed` are those of the `nearest` that are like enough to be shown.
    """

    incident: Incident
    nearest: tuple[Incident, ...]
    proposed: tuple[Incident, ...]
    relatives: frozenset[Incident]

    @property
    def right(self) -> int:
        """How many of those proposed are relatives."""
        return sum(each in self.relatives for each in self.proposed)

    @property
    def missed(self) -> tuple[Incident, ...]:
        """The relatives that are not proposed."""
        return tuple(sorted(self.relatives - set(self.proposed), key=lambda each: each.uri))


class Quality(NamedTuple):
    """What came of some questions.

    `nearest` is the share of them of which the incident most like it is right, proposed or not, `first` that
    of which the first proposal is, `precision` the share of all proposals that are, `found` the share of
    relatives that are proposed.
    """

    questions: int
    nearest: float
    first: float
    precision: float
    found: float


def archives() -> Iterator[tuple[str, Archive, list[list[str]]]]:
    """Yield the archives that are there, each with its name and the groups of relatives in it."""
    for name, groups in yaml.safe_load(KNOWN.read_text(encoding="utf-8")).items():
        folder = ROOT / name if (ROOT / name).is_dir() else CORPORA / name
        if folder.is_dir():
            yield name, archive_in(folder), groups


def archive_in(folder: Path) -> Archive:
    """Return the archive of all documents in a folder, whatever their names end in."""
    template = default_template()
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    read = [
        (path.relative_to(folder).as_posix(), read_bytes(str(path), path.read_bytes(), template))
        for path in files
        if not path.name.startswith(_NO_DOCUMENT)
    ]
    return build_archive(read, template, Settings())


def answers(archive: Archive, groups: Iterable[Iterable[str]]) -> list[Answer]:
    """Return what is proposed for each incident that has relatives.

    Raises ValueError where a name means no document, or several.
    """
    relatives: dict[Incident, set[Incident]] = {}
    for group in groups:
        incidents = [_named(archive, str(name)) for name in group]
        for incident in incidents:
            relatives.setdefault(incident, set()).update(each for each in incidents if each is not incident)
    index = SimilarityIndex(archive)
    found = []
    for incident in sorted(relatives, key=lambda each: each.uri):
        likenesses = sorted(index.likenesses(incident), key=lambda each: each.rank)[:MOST]
        nearest = tuple(index.incidents[each.number] for each in likenesses)
        shown = sum(each.score >= LEAST for each in likenesses)
        found.append(Answer(incident, nearest, nearest[:shown], frozenset(relatives[incident])))
    return found


def _named(archive: Archive, name: str) -> Incident:
    found = [each for each in archive.incidents if each.uri.rsplit("/", 1)[-1].startswith(name)]
    if len(found) != 1:
        raise ValueError(f"{name}: the name of {len(found)} documents begins so")
    return found[0]


def quality(given: Iterable[Answer]) -> Quality:
    """Return how good answers are."""
    given = list(given)
    proposed = sum(len(each.proposed) for each in given)
    right = sum(each.right for each in given)
    return Quality(
        len(given),
        sum(not each.relatives.isdisjoint(each.nearest[:1]) for each in given) / len(given),
        sum(not each.relatives.isdisjoint(each.proposed[:1]) for each in given) / len(given),
        right / proposed if proposed else 0.0,
        right / sum(len(each.relatives) for each in given),
    )


def main() -> None:
    """Print the numbers of each archive and of all public ones, then what was missed."""
    public: list[Answer] = []
    missed = []
    print(f"{'':34}{'asked':>6}{'nearest right':>15}{'first right':>13}{f'of {MOST} right':>12}{'found':>8}")
    for name, archive, groups in archives():
        found = answers(archive, groups)
        public += found if "+" in name else []
        _print(name, quality(found))
        missed += [
            f"{name}: {each.incident.name}: not {other.name}" for each in found for other in each.missed
        ]
    if public:
        _print("all public archives", quality(public))
    print("\nmissed:", *missed, sep="\n  ")


def _print(name: str, found: Quality) -> None:
    print(
        f"{name:34}{found.questions:>6}{found.nearest:>14.0%} {found.first:>12.0%} {found.precision:>11.0%} "
        f"{found.found:>7.0%}"
    )


if __name__ == "__main__":
    main()
