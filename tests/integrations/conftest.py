"""Fixtures of these tests."""

from __future__ import annotations

from tests.cli.conftest import site

__all__ = ["site"]
