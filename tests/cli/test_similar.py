"""`postmortem similar`, on the demo archive."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Ran, run

ROOT = Path(__file__).resolve().parents[2]
IMAGE = "docs/postmortems/2026-04-15-airflow-image-not-buildable.md"


@pytest.fixture(autouse=True)
def in_the_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_a_document_is_compared_with_the_archive() -> None:
    ran = run("similar", IMAGE)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].startswith("0.2")
    assert (
        "INC-2026-027 Query coordinator restarted in a loop after a node image update (2026-11-19, P3)"
        in lines[0]
    )
    assert lines[1].strip().startswith("same service (orchestration), both mention image")
    assert lines[2].strip() == "docs/postmortems/2026-11-19-query-coordinator-restarts-in-a-loop.md"


def test_a_text_is_compared_with_the_archive() -> None:
    ran = run("similar", "--text", "certificate expired", "--output-format", "json")
    (found,) = json.loads(ran.out)
    assert (ran.code, found["id"], found["score"]) == (0, "INC-2026-017", 1.0)
    assert found["path"] == "docs/postmortems/2026-07-19-kafka-certificate-expired.md"
    assert found["severity"] == "P1"


def test_a_document_outside_the_archive_is_compared_too(tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(
        "# Kafka certificate expired\n\n## Root Cause\n\nThe certificate expired.\n", encoding="utf-8"
    )
    ran = run("similar", draft, "--most", "1")
    assert ran.code == 0
    assert "INC-2026-017" in ran.out


def test_nothing_alike_is_said() -> None:
    assert run("similar", "--text", "giraffes") == Ran(0, "Nothing in the archive is like it.\n", "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "postmortem: name one postmortem, or describe the incident with --text\n"),
        ((IMAGE, "--text", "x"), "postmortem: name one postmortem, or describe the incident with --text\n"),
        (("docs/nowhere.md",), "postmortem: there is no file docs/nowhere.md\n"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], message: str) -> None:
    ran = run("similar", *arguments)
    assert (ran.code, ran.out, ran.err) == (2, "", message)


def test_an_archive_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ran = run("similar", "--text", "disk")
    assert (ran.code, ran.err) == (2, "postmortem: there is no archive folder; set the option `folder`\n")
