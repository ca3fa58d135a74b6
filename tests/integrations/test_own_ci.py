"""The project's own workflow asks what the package promises."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
import yaml

from tests.integrations.machines import ROOT

JOBS: dict[str, Any] = yaml.safe_load(
    (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
)["jobs"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_every_promised_python_is_tested() -> None:
    promised = [
        name.rpartition(" ")[2]
        for name in PROJECT["classifiers"]
        if name.startswith("Programming Language :: Python :: 3.")
    ]
    assert JOBS["test"]["strategy"]["matrix"]["python"] == promised
    assert PROJECT["requires-python"] == f">={promised[0]}"


def test_the_oldest_and_the_newest_mkdocs_are_tested() -> None:
    matrix = JOBS["test"]["strategy"]["matrix"]
    assert [*matrix["mkdocs"], *(row["mkdocs"] for row in matrix["include"])] == ["1.6.1", "1.6.0"]
    assert "mkdocs>=1.6,<2" in PROJECT["dependencies"]


@pytest.mark.parametrize("job", JOBS)
def test_no_job_runs_for_hours(job: str) -> None:
    assert JOBS[job]["timeout-minutes"] <= 60
