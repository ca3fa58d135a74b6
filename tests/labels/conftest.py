from __future__ import annotations

from tests.plugin.sites import build

__all__ = ["build"]
