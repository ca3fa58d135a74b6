"""Mentions: what names another incident, and the much longer list of what does not."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.archive import Archive, Mention
from tests.archive.small import archive_of, document

HOME = "postmortems/home.md"
OTHERS = {
    "postmortems/2024-11-02-loader-rejects.md": document("INC-2024-031", day="2024-11-02"),
    "postmortems/2024/Zone outage.md": document("INC-2024-03", day="2024-02-01"),
    "postmortems/key.md": document("DATA-102", day="2024-02-01"),
    "postmortems/2023/same.md": document("", day="2023-01-01"),
    "postmortems/2024/same.md": document("", day="2024-01-01"),
    "postmortems/twice-a.md": document("INC-2022-001", day="2022-01-01"),
    "postmortems/twice-b.md": document("INC-2022-001", day="2022-01-01"),
}
LOADER, ZONE, KEY, *_ = OTHERS
# Where the documents are shown besides the site.
SITE = "https://git.example.org/ops/postmortems/blob/main/docs"


def archive(text: str) -> Archive:
    home = f"# Home\n\n**Incident ID:** INC-2025-014\n**Date:** 2025-03-14\n\n## What Happened\n\n{text}\n"
    return archive_of({**OTHERS, HOME: home})


def mentions(text: str) -> tuple[Mention, ...]:
    return archive(text).mentions.get(HOME, ())


@pytest.mark.parametrize(
    ("text", "at", "target"),
    [
        ("As in INC-2024-031, the loader stopped.", "INC-2024-031", LOADER),
        ("as in inc-2024-31", "inc-2024-31", LOADER),
        ("INC_2024_031 again", "INC_2024_031", LOADER),
        ("INC 2024-031 again", "INC 2024-031", LOADER),
        ("(INC-2024-031)", "INC-2024-031", LOADER),
        ("**INC-2024-031**: again", "INC-2024-031", LOADER),
        ("the end is INC-2024-031.", "INC-2024-031", LOADER),
        ("INC-2024-031's fix", "INC-2024-031", LOADER),
        ("- a list: INC-2024-031", "INC-2024-031", LOADER),
        ("| a | b |\n|---|---|\n| x | like INC-2024-031 |", "INC-2024-031", LOADER),
        ("> quoted INC-2024-031", "INC-2024-031", LOADER),
        ("not INC-2024-031 but INC-2024-03", "INC-2024-031", LOADER),
        ("see DATA-102", "DATA-102", KEY),
        ("[[INC-2024-031]]", "[[INC-2024-031]]", LOADER),
        ("[[INC-2024-031|the loader]]", "[[INC-2024-031|the loader]]", LOADER),
        ("see 2024-11-02-loader-rejects.md", "2024-11-02-loader-rejects.md", LOADER),
        ("see Zone outage.md", "Zone outage.md", ZONE),
        ("[INC-2024-031] in brackets", "INC-2024-031", LOADER),
        ("`code` and INC-2024-031", "INC-2024-031", LOADER),
        ("- [ ] look at INC-2024-031 and [x](y.md)", "INC-2024-031", LOADER),
        ("[[INC-2024-031]] [x](y.md)", "[[INC-2024-031]]", LOADER),
    ],
)
def test_what_names_an_incident(text: str, at: str, target: str) -> None:
    found = mentions(text)
    assert (found[0].at.text, found[0].target.uri) == (at, target)
    assert found[0].origin.uri == HOME


@pytest.mark.parametrize(
    "text",
    [
        "`INC-2024-031`",
        "[[INC-2024-031]](INC-2024-031)",
        "**_[key.md****`*",
        "*INC-2024-031**`*",
        "[a [b] c](INC-2024-031 'd')",
        "[[INC-2024-031]] [x]\n\n[x]: y.md",
        "[INC-2024-031] [x]\n\n[x]: y.md",
        "[see INC-2024-031] [x]\n\n[x]: y.md",
        "``a ` INC-2024-031``",
        "```\nINC-2024-031\n```",
        "    INC-2024-031",
        "[see INC-2024-031 again](https://example.org)",
        "![INC-2024-031](x.png)",
        "[see INC-2024-031][there]\n\n[there]: x.md",
        "[INC-2024-031]\n\n[INC-2024-031]: x.md",
        "<https://example.org/INC-2024-031>",
        "https://example.org/INC-2024-031",
        "https://example.org/?id=INC-2024-031&x",
        '<a title="INC-2024-031">x</a>',
        "<div>\nINC-2024-031\n</div>",
        "<!-- INC-2024-031 -->",
        "text <!-- INC-2024-031 --> text",
        "### INC-2024-031",
        "*[INC-2024-031]: an abbreviation",
        "INC-2024-0310",
        "INC-2024-031-1",
        "INC-2024-03-1",
        "XINC-2024-031",
        "INC-2024-031x",
        "feature/INC-2024-031",
        "INC-2024-031/fix",
        "INC-2024-031.2",
        "INC-2024-031.log",
        "v2024.031",
        "2024-031",
        "@INC-2024-031",
        "#INC-2024-031",
        "INC-2024-099",
        "INC-2022-001",
        "DATA-1020",
        "same.md",
        "runbooks/same.md",
        "other-2024-11-02-loader-rejects.md",
        "2024-11-02-loader-rejects",
        "the loader rejects",
        "its own INC-2025-014",
    ],
)
def test_what_does_not(text: str) -> None:
    assert mentions(text) == ()


@pytest.mark.parametrize(
    ("text", "at", "target"),
    [
        (
            "see [the loader](2024-11-02-loader-rejects.md).",
            "[the loader](2024-11-02-loader-rejects.md)",
            LOADER,
        ),
        (
            "[INC-2024-031](<2024/Zone outage.md#impact>)",
            "[INC-2024-031](<2024/Zone outage.md#impact>)",
            ZONE,
        ),
        ("[a [b] c](2024/Zone%20outage.md 'title')", "[a [b] c](2024/Zone%20outage.md 'title')", ZONE),
        ("| a |\n|---|\n| [b](key.md) |", "[b](key.md)", KEY),
        ("As in [the first][1].\n\n[1]: key.md", "[the first][1]", KEY),
        ("As in [Zone][].\n\n[zone]: 2024/Zone%20outage.md", "[Zone][]", ZONE),
        ("As in [zone].\n\n[Zone]: 2024/Zone%20outage.md", "[zone]", ZONE),
        ("As in [it][INC-2024-031].\n\n[INC-2024-031]: key.md", "[it][INC-2024-031]", KEY),
        (
            f"See {SITE}/2024-11-02-loader-rejects.md for more.",
            f"{SITE}/2024-11-02-loader-rejects.md",
            LOADER,
        ),
        (f"See [it]({SITE}/2024-11-02-loader-rejects.md).", f"{SITE}/2024-11-02-loader-rejects.md", LOADER),
        (f"See [it][1].\n\n[1]: {SITE}/2024-11-02-loader-rejects.md", "[it][1]", LOADER),
    ],
)
def test_a_link_names_an_incident_too(text: str, at: str, target: str) -> None:
    (found,) = mentions(text)
    assert (found.at.text, found.target.uri, found.linked) == (at, target, True)


@pytest.mark.parametrize(
    "text",
    [
        "`[a](key.md)`",
        "![a](key.md)",
        "[a](home.md)",
        "[a](https://example.org/key.md)",
        "[a](/key.md)",
        "[a](#key)",
        "[a][2].\n\n[1]: key.md",
        "`[a][1]`.\n\n[1]: key.md",
        "![a][1].\n\n[1]: key.md",
        f"{SITE}/key.md",
        f"{SITE}/2024-11-02-loader-rejects.mdx",
        f"{SITE}/2024-11-02-loader.md",
        f"`{SITE}/2024-11-02-loader-rejects.md`",
    ],
)
def test_links_elsewhere_name_none(text: str) -> None:
    assert mentions(text) == ()


ODD = {"a.md": "INC-2024-A7", "b.md": "2024-031", "c.md": "PM2024x003", "d.md": "INC-9"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("As in INC-2024-A7 and inc-2024-a7.", ["INC-2024-A7", "inc-2024-a7"]),
        ("As in 2024-031 and 2024/031.", ["2024-031", "2024/031"]),
        ("As in PM2024x003, INC-9", ["PM2024x003", "INC-9"]),
        ("On 2024-03-14, in 2024-03, X-2024-031, 2024-0311, 12024-031, INC-2024-A7b, INC-2024-A, PM2024", []),
    ],
)
def test_ids_of_a_form_of_ones_own(text: str, names: list[str]) -> None:
    documents = {uri: document(name, day="2024-01-01") for uri, name in ODD.items()}
    home = f"# Home\n\n**Date:** 2025-03-14\n\n## What Happened\n\n{text}\n"
    pattern = [r"INC-\d{4}-A\d", r"\d{4}-\d{3}", r"PM\d{4}x\d{3}", r"INC-\d+"]
    found = archive_of({**documents, "home.md": home}, folder=".", id_pattern=pattern)
    assert [each.at.text for each in found.mentions.get("home.md", ())] == names


def test_the_sentence_comes_with_it() -> None:
    (found,) = mentions(
        "The loader stopped. This is the second time\nafter INC-2024-031, and it was longer! Nobody knew."
    )
    assert found.context == "This is the second time after INC-2024-031, and it was longer!"


def test_of_a_table_the_row_comes_with_it() -> None:
    (found,) = mentions("| Time | Event |\n|---|---|\n| 10:00 | like INC-2024-031 |")
    assert found.context == "10:00 · like INC-2024-031"


def test_a_long_sentence_is_cut() -> None:
    (found,) = mentions(f"INC-2024-031 {'and so on ' * 60}")
    assert len(found.context) <= 240
    assert found.context.endswith("…")


def test_both_sides_know() -> None:
    both = archive("INC-2024-031, then INC-2024-03, then INC-2024-031 again")
    assert [each.target.uri for each in both.mentions[HOME]] == [LOADER, ZONE, LOADER]
    assert [each.origin.uri for each in both.mentioned_by[LOADER]] == [HOME, HOME]
    assert set(both.mentioned_by) == {LOADER, ZONE}


def test_an_archive_without_ids_has_mentions_by_file_name_only() -> None:
    found = archive_of(
        {"postmortems/a.md": "# A\n\nSee b.md and P1 2024.\n", "postmortems/b.md": "# B\n\nNothing.\n"}
    )
    assert [each.at.text for each in found.mentions["postmortems/a.md"]] == ["b.md"]
