"""Incidents in languages without spaces between words are compared too, and reasons are whole words."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.archive.similarity import SimilarityIndex
from mkdocs_postmortem.archive.unspaced import joined, parted
from tests.archive.small import archive_of


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("数据库连接", ["数据", "据库", "库连", "连接"]),
        ("注文テーブルの障害対応", ["注文", "テーブル", "障害", "害対", "対応"]),
        ("Kafkaの障害", ["Kafka", "障害"]),
        ("서버가", ["서버", "버가"]),
        ("した", []),
        ("年", ["年"]),
        ("orders_v2", ["orders_v2"]),
        ("Zürich", ["Zürich"]),
    ],
)
def test_words_are_parted(word: str, parts: list[str]) -> None:
    assert parted([word]) == parts


@pytest.mark.parametrize(
    ("parts", "text", "whole"),
    [
        (["据库", "数据", "连接"], "数据库的连接", ["数据库", "连接"]),
        (["数据", "据点"], "数据，据点", ["数据", "据点"]),
        (["据库", "数据", "库连", "据"], "数据库连接", ["数据库连"]),
        (["ab", "bc"], "abc", ["ab", "bc"]),
    ],
    ids=["joined", "not one in the text", "from both sides", "letters"],
)
def test_parts_are_joined_as_they_stand_in_the_text(parts: list[str], text: str, whole: list[str]) -> None:
    assert joined(parts, text) == whole


def document(title: str, cause: str) -> str:
    return f"# {title}\n\n**Date:** 2025-03-14\n\n## Root Cause\n\n{cause}\n"


JAPANESE = {
    "postmortems/INC-2025-001.md": document(
        "注文テーブルの更新が停止", "認証証明書の期限切れにより、ローダーがデータベースに接続できなかった。"
    ),
    "postmortems/INC-2025-002.md": document(
        "配送一覧が空になった", "夏時間への切り替えで時刻の計算が一時間ずれていた。"
    ),
    "postmortems/INC-2025-003.md": document(
        "決済の遅延", "証明書の期限切れを誰も監視しておらず、データベースが接続を拒否した。"
    ),
    "postmortems/INC-2025-004.md": document("検索結果の欠落", "インデックスの再構築が途中で失敗していた。"),
}
CHINESE = {
    "postmortems/INC-2025-001.md": document("订单页面无法打开", "数据库连接池耗尽,新的请求一直在等待。"),
    "postmortems/INC-2025-002.md": document("证书过期", "没有人更新客户端证书,所有连接被拒绝。"),
    "postmortems/INC-2025-003.md": document("数据库连接不足,支付超时", "流量增加后数据库连接池很快耗尽。"),
    "postmortems/INC-2025-004.md": document("报表为空", "夏令时切换后时间计算错误。"),
}


@pytest.mark.parametrize(
    ("files", "terms"),
    [(JAPANESE, {"期限切", "証明書", "データベース", "接続"}), (CHINESE, {"数据库连接池", "耗尽"})],
    ids=["Japanese", "Chinese"],
)
def test_the_incident_of_the_same_kind_is_found(files: dict[str, str], terms: set[str]) -> None:
    archive = archive_of(files)
    (found,) = SimilarityIndex(archive).similar_to(archive.by_uri["postmortems/INC-2025-001.md"])
    assert found.incident.name == "INC-2025-003"
    assert set(found.terms) <= terms
    assert len(found.terms) >= 2


def test_a_text_finds_what_it_is_about() -> None:
    index = SimilarityIndex(archive_of(CHINESE))
    found = index.similar_to_text("连接池耗尽")
    assert [(each.incident.name, each.terms) for each in found] == [
        ("INC-2025-001", ("连接池耗尽",)),
        ("INC-2025-003", ("连接池", "耗尽")),
    ]
