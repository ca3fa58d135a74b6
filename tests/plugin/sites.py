"""Sites built by MkDocs itself."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

STRICT = {
    "omitted_files": "warn",
    "absolute_links": "warn",
    "unrecognized_links": "warn",
    "anchors": "warn",
}


def environment() -> dict[str, str]:
    """Return the environment for a build: no notices, and a day that does not move."""
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1764547200", "COLUMNS": "500"}


@dataclass
class Built:
    """A finished build."""

    code: int
    log: str
    root: Path

    def html(self, path: str) -> BeautifulSoup:
        """Return a page of the site, parsed."""
        return BeautifulSoup((self.root / "site" / path).read_text(encoding="utf-8"), "html.parser")

    def files(self) -> set[str]:
        """Return the site's files."""
        site = self.root / "site"
        return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


Build = Callable[..., Built]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Return a function that builds a site of the given files with the real `mkdocs` command."""

    def run(files: dict[str, str | bytes], *arguments: str, config: dict[str, object] | None = None) -> Built:
        write_site(tmp_path, files, config)
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", *arguments],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        return Built(done.returncode, done.stderr + done.stdout, tmp_path)

    return run


def write_site(root: Path, files: dict[str, str | bytes], config: dict[str, object] | None = None) -> None:
    """Write a site: its `mkdocs.yml` and the files of its docs folder."""
    settings: dict[str, object] = {
        "site_name": "Test",
        "theme": {"name": "mkdocs"},
        "plugins": ["search", "postmortem"],
        "validation": STRICT,
        **(config or {}),
    }
    (root / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    for name, content in {"index.md": "# Home\n", **files}.items():
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def document(
    identifier: str = "INC-2025-001",
    title: str = "Orders mart stale",
    date: str = "2025-03-14",
    severity: str = "P2",
    status: str = "reviewed",
    related: str = "None known.",
) -> str:
    """Return a document of the template's shape without any finding."""
    # No item is done before the incident.
    first, second, fourth = (
        max(day, date) if date[:1] == "2" else day for day in ("2025-03-15", "2025-03-30", "2025-04-02")
    )
    return f"""\
# Incident Postmortem: {title}

**Incident ID:** {identifier}
**Date:** {date}
**Severity:** {severity}
**Status:** {status}
**Author:** Dana Example
**Reviewers:** Robin Example

## Timeline

All times in UTC.

| Time | Event |
|------|-------|
| 22:00 | Impact began: the loader stopped |
| 22:05 | Detected: freshness alert fired |
| 22:17 | Acknowledged: Dana |
| 23:02 | Root cause identified: schema drift |
| 23:40 | Mitigated: pinned the loader |
| 00:55 | Restored: backfill finished |
| 01:20 | Verified: counts compared |

**Time to detect (TTD):** 5 minutes
**Time to mitigate (TTM):** 95 minutes
**Time to resolve (TTR):** 170 minutes
**Total downtime:** 175 minutes

## Impact

| Dimension | Detail |
|-----------|--------|
| Data affected | `marts.orders`, 2025-03-14 |
| Data loss | No |
| Data correctness | None |
| Downstream impact | Two dashboards |
| SLA breach | No |
| Customer impact | None |
| Financial impact | None |

## What Happened

The loader stopped when a column was renamed upstream, and the orders mart stayed at the state of the evening
before until it was pinned to the older schema. Nobody saw it until the alert on the age of the mart fired.

## Root Cause

Columns are read by position, so a column that was renamed made every load after it fail, and at once.

## 5 Whys Analysis

| # | Question | Answer |
|---|----------|--------|
| 1 | Why did the mart stay stale? | Because the load failed |
| 2 | Why did the load fail? | Because a column was renamed |
| 3 | Why did a renamed column matter? | Because columns are read by position |
| 4 | Why are columns read by position? | Because the loader predates headers in the export |
| 5 | Why was the loader never changed? | Because no contract names the columns that it needs |

**Root cause category:** Schema change

## What Went Well

- The alert fired within five minutes

## What Went Wrong

- The loader had no contract with its source

## Where We Got Lucky

- It was evening, and nobody ordered

## Action Items

| # | Action | Owner | Priority | Due Date | Status | Ticket |
|---|--------|-------|----------|----------|--------|--------|
| 1 | Mitigate: pin the loader | Dana | P0 | 2025-03-15 | Done ({first}) | DATA-1 |
| 2 | Prevent: read columns by name | Robin | P1 | 2025-04-01 | Done ({second}) | DATA-2 |
| 3 | Detect: alert on renamed columns | Dana | P2 | 2026-04-10 | TODO | DATA-3 |
| 4 | Process: add schema changes to the runbook | Robin | P2 | 2025-04-10 | Done ({fourth}) | DATA-4 |

## Lessons Learned

1. A contract is cheaper than a backfill.

## Related Incidents

{related}

## Appendix

### Relevant Queries Used During Investigation

```sql
-- Which hours are missing from the mart
SELECT date_trunc('hour', ordered_at) AS hour, count(*) AS orders
FROM marts.orders
WHERE ordered_at >= timestamp '{date} 18:00:00'
GROUP BY 1
ORDER BY 1;
```

### Relevant Logs

```text
22:01:14 loader INFO  reading s3://exports/orders/part-0007.csv
22:01:15 loader ERROR column 7 is `customer_ref`, expected `customer_id`
22:01:15 loader ERROR 0 of 48211 rows loaded, giving up
```

### Configuration Changes Made

```diff
-loader_version: latest
+loader_version: 4.2.1
```
"""


def related_to(*rows: tuple[str, str]) -> str:
    """Return a Related Incidents table of (incident, date) rows."""
    lines = ["| Incident | Date | Similarity |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {incident} | {date} | The same loader |" for incident, date in rows)])
