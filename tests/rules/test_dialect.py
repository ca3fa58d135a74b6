"""PM214-PM216, PM218, PM219: Markdown that MkDocs reads otherwise than the author sees it elsewhere."""

from __future__ import annotations

import pytest

from mkdocs_postmortem.archive import build_archive
from mkdocs_postmortem.document.blocks import Dialect, ListItem
from mkdocs_postmortem.document.reader import read_bytes
from mkdocs_postmortem.rules import judge
from mkdocs_postmortem.settings import Settings
from mkdocs_postmortem.template import default_template
from tests.rules.support import TODAY, URI, apply_fix, both, edited, fails, judged, passes, text_of

LESSONS = "## Lessons Learned\n"
GLUED = "List needs a blank line above it, MkDocs prints it as one paragraph"
END = "WHERE rows = 0;\n```\n"


def before(text: str) -> list[tuple[str, str]]:
    """Return the edit that puts a text into a section of its own, before the lessons: on line 95."""
    return [(LESSONS, f"## Notes\n\n{text}\n{LESSONS}")]


def behind(text: str) -> list[tuple[str, str]]:
    """Return the edit that puts a text at the end of the appendix: on line 112."""
    return [(END, f"{END}\n{text}")]


FAILS = [
    fails("PM214", "bullets", before("We saw:\n- one\n- two\n"), [f"96:1 PM214 warning {GLUED}"]),
    fails("PM214", "numbers", before("We saw\nthis:\n1. one\n2. two\n"), [f"97:1 PM214 warning {GLUED}"]),
    fails("PM214", "quoted", before("> We saw:\n> * one\n> * two\n"), [f"96:3 PM214 warning {GLUED}"]),
    fails(
        "PM214", "in-an-item", before("1. We saw:\n\n    Two:\n    - one\n"), [f"98:5 PM214 warning {GLUED}"]
    ),
    fails("PM214", "tickets", before("Closed:\n- #2127\n- #2128\n"), [f"96:1 PM214 warning {GLUED}"]),
    fails(
        "PM215",
        "line",
        before("Closed by\n#2127 on Monday.\n"),
        ["96:1 PM215 error `#2127` becomes a level-1 heading in MkDocs"],
    ),
    fails(
        "PM215",
        "item",
        before("- #2127\n- #2128: the loader\n"),
        [
            "95:3 PM215 error `#2127` becomes a level-1 heading in MkDocs",
            "96:3 PM215 error `#2128` becomes a level-1 heading in MkDocs",
        ],
    ),
    fails(
        "PM216",
        "two-spaces",
        before("- one\n  - two\n  - three\n- four\n"),
        ["96:5 PM216 warning Nested list is indented by 2, MkDocs needs 4"],
    ),
    fails(
        "PM216",
        "below-a-number",
        before("1. one\n   - two\n     that goes on\n2. three\n"),
        ["96:6 PM216 warning Nested list is indented by 3, MkDocs needs 4"],
    ),
    fails(
        "PM216",
        "deeper",
        before("- one\n  - two\n    - three\n      - four\n  - five\n"),
        ["96:5 PM216 warning Nested list is indented by 2, MkDocs needs 4"],
    ),
    fails(
        "PM218",
        "under-a-logs-heading",
        behind("### Relevant Logs\n\n```\nbatch 8841 dropped\n```\n"),
        ["114:1 PM218 info Code block names no language"],
    ),
    fails(
        "PM218",
        "tildes",
        behind("~~~~\nloader: 2\n~~~~\n"),
        ["112:1 PM218 info Code block names no language"],
    ),
    fails(
        "PM219",
        "in-a-list",
        before("- The command:\n\n    ```bash\n    # one batch\n    load 8841\n    ```\n"),
        ["98:7 PM219 warning The line `# one batch` of this code block becomes a heading"],
    ),
]
PASSES = [
    passes("PM214", "blank-line", before("We saw:\n\n- one\n- two\n")),
    passes("PM214", "dash-in-a-sentence", before("We saw one\n-and two, and at\n2 - 3 o'clock three.\n")),
    passes("PM214", "year-at-the-line-start", before("We first saw it in\n2024. Then no more.\n")),
    passes("PM214", "below-a-heading", before("### Seen\n- one\n- two\n")),
    passes("PM214", "item-that-goes-on", before("- one\n  and more\n- two\n")),
    passes("PM215", "escaped", before("Closed by\n\\#2127 on Monday.\n")),
    passes("PM215", "in-the-line", before("Closed by #2127.\n")),
    passes("PM215", "heading-with-a-blank", before("### 2127\n\nThe ticket.\n")),
    passes("PM215", "in-code", behind("```text\n#2127\n```\n")),
    passes("PM216", "four-spaces", before("- one\n    - two\n        - three\n- four\n")),
    passes("PM216", "one-space-is-no-nesting", before("- one\n - two\n")),
    passes("PM216", "numbers-by-two", before("1. one\n  2. two\n")),
    passes("PM218", "attributes", behind("``` {.sql}\n-- One?\nSELECT 1;\n```\n")),
    passes("PM218", "indented-code", behind("Code:\n\n    SELECT 1;\n")),
    passes("PM218", "empty", behind("```\n```\n")),
    passes("PM219", "not-indented", before("The command:\n\n```bash\n# one batch\nload 8841\n```\n")),
    passes("PM219", "heading-in-an-item", before("- ### One\n\n    Text.\n")),
]


test_fails, test_passes = both(FAILS, PASSES)


@pytest.mark.parametrize(
    ("extension", "text", "code"),
    [
        ("mdx_breakless_lists", "We saw:\n- one\n- two\n", "PM214"),
        ("mdx_truly_sane_lists", "- one\n  - two\n- three\n", "PM216"),
        ("pymdownx.superfences", "- Run:\n\n    ```bash\n    # one batch\n    load\n    ```\n", "PM219"),
    ],
)
def test_an_extension_of_the_site_makes_it_right(extension: str, text: str, code: str) -> None:
    template = default_template()
    document = edited(text_of("valid"), tuple(before(text))).encode()
    for extensions, expected in (([], [code]), ([extension], [])):
        read = read_bytes(URI, document, template, Dialect.from_extensions(extensions))
        archive = build_archive([(URI, read)], template, Settings())
        found = judge(archive, TODAY)
        assert [each.code for each in found if each.code.startswith("PM2")] == expected


def test_a_list_is_indented_as_it_was_nested() -> None:
    text = edited(
        text_of("valid"),
        tuple(before("- one\n  - two\n    goes on\n    - three\n      1. four\n  - five\n- six\n")),
    )
    (found,) = judged(text)
    assert found.fix is not None
    after = apply_fix(text, found.fix)
    assert "\n    - two\n      goes on\n        - three\n            1. four\n    - five\n- six\n" in after
    read = read_bytes(URI, after.encode(), default_template())
    depths = {block.text.text.split()[0]: block.depth for block in read.blocks if isinstance(block, ListItem)}
    assert [depths[word] for word in ("one", "two", "three", "four", "five", "six")] == [1, 2, 3, 4, 2, 1]


@pytest.mark.parametrize("notes", ["- one\n  - two\tand more\n", "- one\n  - two\n### More\n\nText.\n"])
def test_a_list_that_cannot_be_moved_alone_is_left_to_its_author(notes: str) -> None:
    text = edited(text_of("valid"), tuple(before(notes)))
    (found,) = judged(text)
    assert (found.code, found.fix) == ("PM216", None)


@pytest.mark.parametrize(("heading", "fixed"), [("Relevant Logs", True), ("Logs", True), ("Changes", False)])
def test_only_logs_are_called_text(heading: str, fixed: bool) -> None:
    text = edited(text_of("valid"), tuple(behind(f"### {heading}\n\n```\nbatch 8841\n```\n")))
    (found,) = judged(text)
    assert (found.code, found.fix is not None) == ("PM218", fixed)
