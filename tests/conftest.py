"""Fixtures that several groups of tests use."""

from __future__ import annotations

import pytest
from hypothesis import settings

# What helpers assert is told in full, as in the tests themselves.
pytest.register_assert_rewrite("tests.rules.support", "tests.rules.mending")

# How long an example takes says something of the machine only.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the caller's terminal and clock out of the tests."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
