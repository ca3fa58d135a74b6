"""Fixtures that several groups of tests use."""

from __future__ import annotations

import pytest
from hypothesis import settings

from mkdocs_postmortem.aside import can_fork

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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have the tests that need a second process come first: there is none beside threads, as others start."""
    items.sort(key=lambda item: item.get_closest_marker("aside") is None)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test that needs a second process where there is none to be had."""
    if item.get_closest_marker("aside") is not None and not can_fork():
        pytest.skip("there is no second process to be had")
