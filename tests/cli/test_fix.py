"""`postmortem check --fix`, `--unsafe-fixes` and `--diff`: what is written, shown and said."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules import RULES, Rule
from mkdocs_postmortem.rules.fixes import DISPLAY, SAFE, UNSAFE, replace
from mkdocs_postmortem.rules.registry import Case, Found
from tests.cli.conftest import MakeSite
from tests.cli.running import OTHER, OWNER, VALID, bad, check, run
from tests.rules.support import text_of

# What the rule of these tests finds in a document, what it puts there, and how safe it says that is.
ALARM = ("alert fired twenty", "alarm fired twenty", SAFE)
SHOP = ("sales dashboard", "shop dashboard", UNSAFE)
FIRST = ("by default", "at first", DISPLAY)
# One cell too many moves the ticket.
CELL = ("| 2025-05-02 |", "| 2025-05-03 | |", SAFE)
# The other document uses this ID.
ID = ("** INC-2025-014", "** INC-2024-031", SAFE)
Words = tuple[str, str, str]
VALID_TEXT = text_of("valid")


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that adds a rule of the test's own, PM199, which knows some words better."""

    def _words(*known: Words) -> None:
        def odd_words(case: Case) -> Iterator[Found]:
            """No word is odd."""
            source = case.document.source
            for odd, better, safety in known:
                start = source.text.find(odd)
                if start >= 0 and case.document.path.startswith("docs/postmortems/2025"):
                    at = Text(source, start, start + len(odd))
                    yield Found(at, "Odd word", f"write `{better}`", fix=replace(at, better, safety))

        rule = Rule("PM199", "odd-words", ("warning",) * 3, odd_words, "0.1.0", ("safe",))
        monkeypatch.setitem(RULES, "PM199", rule)

    return _words


def text(path: str = VALID) -> str:
    return Path(path).read_bytes().decode()


def mended(*known: Words) -> str:
    result = VALID_TEXT
    for odd, better, _ in known:
        result = result.replace(odd, better)
    return result


def test_nothing_to_fix(site: MakeSite) -> None:
    site()
    ran = check("--fix")
    assert (ran.code, ran.out, ran.err) == (0, "No findings in 2 documents.\n", "Fixed nothing.\n")
    assert check("--diff").out == ""
    assert text() == VALID_TEXT


def test_fix(site: MakeSite, words: Callable[..., None]) -> None:
    words(ALARM)
    site()
    ran = check("--fix", "--fail-on", "info")
    assert (ran.code, ran.out) == (0, "No findings in 2 documents.\n")
    assert ran.err == "Fixed 1 finding in 1 document.\n"
    assert text() == mended(ALARM)
    assert text(OTHER) == text_of("earlier")
    again = check("--fix", "--fail-on", "info")
    assert (again.code, again.err) == (0, "Fixed nothing.\n")
    assert text() == mended(ALARM)


def test_what_is_left_is_reported(site: MakeSite, words: Callable[..., None]) -> None:
    words(ALARM, SHOP, FIRST)
    site({VALID: bad(OWNER)})
    ran = check("--fix")
    assert ran.code == 1
    assert ran.findings == [
        f"{VALID}:43:27 PM199 Odd word",
        f"{VALID}:68:84 PM199 Odd word",
        f"{VALID}:89:61 PM604 Item 2 has no owner",
    ]
    assert ran.err == "Fixed 1 finding in 1 document. 1 more with --unsafe-fixes.\n"


def test_unsafe_fixes(site: MakeSite, words: Callable[..., None]) -> None:
    words(ALARM, SHOP, FIRST)
    site()
    ran = check("--fix", "--unsafe-fixes")
    assert ran.err == "Fixed 2 findings in 1 document.\n"
    assert ran.findings == [f"{VALID}:68:84 PM199 Odd word"]
    assert text() == mended(ALARM, SHOP)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--unsafe-fixes"], "--unsafe-fixes needs --fix or --diff"),
        (["--fix", "--diff"], "--fix writes and --diff only shows; give one of them"),
    ],
)
def test_wrong_use(site: MakeSite, arguments: list[str], message: str) -> None:
    site()
    ran = check(*arguments)
    assert (ran.code, ran.out, ran.err) == (2, "", f"postmortem: {message}\n")


def test_refused_and_said_why(site: MakeSite, words: Callable[..., None]) -> None:
    words(ALARM, CELL, ID)
    site()
    ran = run("check", "--fix")
    assert ran.err.splitlines() == [
        f"{VALID}:10:15: PM199 not fixed: it would bring PM901 on line 10: "
        f"Incident ID INC-2024-031 is also used in `{OTHER}`",
        f"{VALID}:91:74: PM199 not fixed: it would change something else, "
        "the status of the action item on line 91",
        "Fixed 1 finding in 1 document.",
    ]
    assert text() == mended(ALARM)
    # What was refused is not said to be fixable.
    assert "[*]" not in ran.out
    assert ran.out.splitlines()[-1].startswith("Found 2 warnings in 1 of 2 documents.")


def test_diff(site: MakeSite, words: Callable[..., None]) -> None:
    words(ALARM, SHOP)
    site()
    ran = run("check", "--diff")
    assert ran.code == 1
    line = VALID_TEXT.splitlines().index(next(each for each in VALID_TEXT.splitlines() if ALARM[0] in each))
    lines = VALID_TEXT.splitlines()
    assert ran.out.splitlines() == [
        f"--- {VALID}",
        f"+++ {VALID}",
        f"@@ -{line - 2},7 +{line - 2},7 @@",
        *(f" {each}" for each in lines[line - 3 : line]),
        f"-{lines[line]}",
        f"+{lines[line].replace(*ALARM[:2])}",
        *(f" {each}" for each in lines[line + 1 : line + 4]),
    ]
    assert ran.err == "Would fix 1 finding in 1 document. 1 more with --unsafe-fixes.\n"
    assert text() == VALID_TEXT
    assert run("check", "--diff", "--unsafe-fixes").out.count("\n+") == 3


def test_diff_of_nothing(site: MakeSite, words: Callable[..., None]) -> None:
    words(CELL)
    site({VALID: bad(OWNER)})
    ran = run("check", "--diff")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines()[-1] == "Would fix nothing."
    assert "PM199 would not be fixed: it would change something else" in ran.err


def test_diff_shows_no_secret_and_no_control_characters(site: MakeSite, words: Callable[..., None]) -> None:
    words(ALARM)
    token = "ghp_" + "a1B2" * 9
    site(
        {
            VALID: VALID_TEXT.replace(
                "The freshness alert fired", f"\x1b]0;x {token}\tThe freshness alert fired"
            )
        }
    )
    out = run("check", "--diff").out
    assert token not in out
    assert "a1B2a1B2a1" not in out
    assert "\x1b" not in out
    assert out.count("\tThe freshness al") == 2


def test_diff_of_a_last_line_without_end(site: MakeSite, words: Callable[..., None]) -> None:
    words(("```sql", "``` sql", SAFE))
    site({VALID: VALID_TEXT.rstrip("\n")})
    assert run("check", "--diff").out.endswith("\n ```\n\\ No newline at end of file\n")


def test_diff_in_colour(site: MakeSite, words: Callable[..., None]) -> None:
    words(ALARM)
    site()
    out = run("check", "--diff", "--color").out
    assert "\x1b[1;32m+The producer" in out
    assert "\x1b[1;31m-The producer" in out


@pytest.mark.parametrize("form", ["json", "github"])
def test_the_report_for_machines_stays_pure(site: MakeSite, words: Callable[..., None], form: str) -> None:
    words(ALARM)
    site({VALID: bad(OWNER)})
    ran = run("check", "--fix", "--output-format", form)
    assert ran.err == "Fixed 1 finding in 1 document.\n"
    if form == "json":
        assert [each["code"] for each in json.loads(ran.out)] == ["PM604"]
    else:
        assert all(line.startswith("::") for line in ran.out.splitlines())


def test_the_full_format_marks_what_is_fixable(site: MakeSite, words: Callable[..., None]) -> None:
    words(ALARM, SHOP, FIRST)
    site()
    lines = run("check").out.splitlines()
    assert [line for line in lines if line.startswith("help:")] == [
        "help: write `shop dashboard`",
        "help: write `alarm fired twenty` [*]",
        "help: write `at first`",
    ]
    assert lines[-1] == "[*] 1 fixable: `postmortem check --fix` (1 more with `--unsafe-fixes`)."
    words(SHOP)
    assert run("check").out.splitlines()[-1] == (
        "1 fixable with a look at it: `postmortem check --fix --unsafe-fixes`."
    )
    words(FIRST)
    assert run("check").out.splitlines()[-1].startswith("Found 1 warning")


def test_only_what_was_named_is_fixed(site: MakeSite, words: Callable[..., None]) -> None:
    words(ALARM)
    twin = "docs/postmortems/2025-04-01-twin.md"
    site({twin: VALID_TEXT.replace("INC-2025-014", "INC-2025-015")})
    assert check("--fix", VALID).err == "Fixed 1 finding in 1 document.\n"
    assert ALARM[0] in text(twin)
    assert check("--fix").err == "Fixed 1 finding in 1 document.\n"
    assert ALARM[0] not in text(twin)


def test_only_what_was_selected_is_fixed(site: MakeSite, words: Callable[..., None]) -> None:
    words(ALARM)
    site()
    assert check("--fix", "--ignore", "PM199").err == "Fixed nothing.\n"
    assert text() == VALID_TEXT


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_mark_and_mode_stay(site: MakeSite, words: Callable[..., None], end: str) -> None:
    words(ALARM)
    data = ("\ufeff" + VALID_TEXT.rstrip("\n")).replace("\n", end).encode()
    site({VALID: data})
    os.chmod(VALID, 0o640)
    assert check("--fix").err == "Fixed 1 finding in 1 document.\n"
    assert Path(VALID).read_bytes() == data.replace(b"alert fired twenty", b"alarm fired twenty")
    assert stat.S_IMODE(os.stat(VALID).st_mode) == 0o640
    assert sorted(path.name for path in Path(VALID).parent.iterdir()) == sorted(
        Path(name).name for name in (VALID, OTHER)
    )


def test_a_link_stays_a_link(site: MakeSite, words: Callable[..., None]) -> None:
    words(ALARM)
    root = site({VALID: None, "elsewhere/a.md": VALID_TEXT})
    (root / VALID).symlink_to("../../elsewhere/a.md")
    ran = check("--fix")
    assert "PM199 not fixed: it is a symbolic link to ../../elsewhere/a.md\nFixed nothing.\n" in ran.err
    assert text() == VALID_TEXT
    assert (root / VALID).is_symlink()
    assert [finding.split()[1] for finding in ran.findings] == ["PM199"]


def test_a_folder_that_is_a_link_is_as_good_as_any(site: MakeSite, words: Callable[..., None]) -> None:
    words(ALARM)
    root = site({VALID: None, "elsewhere/2025-04-01-a.md": VALID_TEXT})
    (root / "docs/postmortems/2025").symlink_to("../../elsewhere")
    assert check("--fix").err == "Fixed 1 finding in 1 document.\n"
    assert text("elsewhere/2025-04-01-a.md") == mended(ALARM)
