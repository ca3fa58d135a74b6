"""The measure of similar incidents: its numbers, and the relatives that must come first."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from tests.quality import CORPORA, Answer, answers, archives, quality


@cache
def asked() -> Mapping[str, list[Answer]]:
    return {name: answers(archive, groups) for name, archive, groups in archives()}


def first(name: str, document: str) -> tuple[str, ...]:
    """Return the names of what is most like a document, the most like first."""
    (answer,) = (each for each in asked()[name] if each.incident.name.startswith(document))
    return tuple(each.name for each in answer.nearest)


def test_quality_counts_what_is_right() -> None:
    some = asked()["docs/postmortems"][:4]
    one, two, three, four = some
    none = one._replace(nearest=tuple(one.relatives)[:1], proposed=())
    right = two._replace(nearest=tuple(two.relatives)[:1], proposed=tuple(two.relatives)[:1])
    wrong = three._replace(nearest=(three.incident,), proposed=(three.incident,))
    found = quality([none, right, wrong])
    assert found.questions == 3
    assert found.nearest == pytest.approx(2 / 3)
    assert found.first == pytest.approx(1 / 3)
    assert found.precision == pytest.approx(1 / 2)
    assert found.found == pytest.approx(1 / sum(len(each.relatives) for each in (one, two, three)))
    assert four.missed == tuple(each for each in four.missed if each not in four.proposed)


def test_in_the_demo_what_happened_again_comes_first() -> None:
    for one, other in (("2025-06-16", "2026-08-31"), ("2025-02-11", "2024-02-28")):
        assert first("docs/postmortems", one)[0].startswith(other)
        assert first("docs/postmortems", other)[0].startswith(one)


@pytest.mark.skipif(not CORPORA.is_dir(), reason="../shared/corpora is not here")
@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("dfds+postmortems", ("PM2021-005", "PM2021-006", "PM2021-007")),
        ("dfds+postmortems", ("PM2021-002", "PM2021-003")),
        ("dfds+postmortems", ("PM2022-004", "PM2022-007")),
        ("Chia-Network+post-mortem", ("2021-10-31-Emp", "2021-12-15-Emp", "2022-01-20-Emp")),
        ("ministryofjustice+cloud-platform", ("2020-09-07", "2021-06-09")),
        ("jupyterhub+mybinder.org-deploy", ("2018-07-30", "2019-03-24")),
        ("python-discord+infra", ("postgres-connection-surge", "cascading-node-failures")),
    ],
)
def test_in_public_archives_those_of_one_kind_come_first(name: str, group: tuple[str, ...]) -> None:
    for document in group:
        others = {other for other in group if other != document}
        found = first(name, document)[: len(others)]
        assert {other for other in others if any(each.startswith(other) for each in found)} == others


@pytest.mark.skipif(not CORPORA.is_dir(), reason="../shared/corpora is not here")
@pytest.mark.parametrize(
    ("document", "nearest"),
    [
        ("2017-09-29", "2018-02-12-launch"),
        ("2018-02-12-launch", "2017-09-29"),
        ("2018-03-13-PVC", "2018-02-12-launch"),
        ("2018-04-18-cull", "2018-02-20-jupyterlab"),
    ],
)
def test_outages_of_one_hub_told_as_diaries_come_first(document: str, nearest: str) -> None:
    assert first("jupyterhub+mybinder.org-deploy", document)[0].startswith(nearest)
