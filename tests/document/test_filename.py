from __future__ import annotations

from datetime import date

import pytest

from mkdocs_postmortem.document.filename import FileName, read_file_name


@pytest.mark.parametrize(
    ("path", "id_", "day", "title"),
    [
        ("PM2021-005 - All services returning 503.md", "PM2021-005", None, "All services returning 503"),
        ("docs/pm/INC-2025-014.md", "INC-2025-014", None, None),
        ("INC-2025-014-orders-mart.md", "INC-2025-014", None, "Orders mart"),
        ("INC_2025_014_orders_mart.md", "INC_2025_014", None, "Orders mart"),
        ("OPS-123-disk-full.md", "OPS-123", None, "Disk full"),
        ("2025-03-14-orders-mart.md", None, date(2025, 3, 14), "Orders mart"),
        ("2025/2025-03-14-Orders-Mart.md", None, date(2025, 3, 14), "Orders Mart"),
        ("20250314-orders-mart.md", None, date(2025, 3, 14), "Orders mart"),
        ("orders-mart-2025-03-14.md", None, date(2025, 3, 14), "Orders mart"),
        ("2025-03-14.html.md.erb", None, date(2025, 3, 14), None),
        ("2025-03-14-orders-mart.html.md.erb", None, date(2025, 3, 14), "Orders mart"),
        ("INC-2025-014-orders-mart.md.j2", "INC-2025-014", None, "Orders mart"),
        ("2025-02-30-orders.md", None, None, "Orders"),
        ("04-25-user_account.md", None, None, "User account"),
        ("PM2022-009 - Bad image v1.2 causing issues", "PM2022-009", None, "Bad image v1.2 causing issues"),
        ("orders.mart.md", None, None, "Orders.mart"),
        ("2025-03-14 Orders mart - stale.markdown", None, date(2025, 3, 14), "Orders mart - stale"),
        ("C:\\archive\\2025-03-14-orders.md", None, date(2025, 3, 14), "Orders"),
        ("index.md", None, None, "Index"),
        (".md", None, None, None),
        ("", None, None, None),
    ],
)
def test_a_file_name(path: str, id_: str | None, day: date | None, title: str | None) -> None:
    assert read_file_name(path) == FileName(id_, day, title)
