from __future__ import annotations

import pytest

from mkdocs_postmortem.document.choices import read_choice
from mkdocs_postmortem.template import Term, Vocabulary
from tests.document.reading import TEMPLATE, as_text

WORDS = TEMPLATE.vocabularies


@pytest.mark.parametrize(
    ("vocabulary", "text", "name", "token", "note", "exact"),
    [
        ("severity", "P2", "P2", "P2", None, True),
        ("severity", "**P2**", "P2", "**P2**", None, True),
        ("severity", "p2", "P2", "p2", None, False),
        ("severity", "SEV-2", "P2", "SEV-2", None, False),
        ("severity", "critical", "P1", "critical", None, False),
        ("severity", "Severity 2", "P2", "Severity 2", None, False),
        ("severity", "Severity 2 (latent)", "P2", "Severity 2", "latent", False),
        ("severity", "P2 (latent)", "P2", "P2", "latent", True),
        ("severity", "P2 - latent", "P2", "P2", "latent", True),
        ("severity", "P2, latent", "P2", "P2", "latent", True),
        ("severity", "High · potential loss", "P2", "High", "potential loss", False),
        ("severity", "SEV 2 (was SEV 3)", "P2", "SEV 2", "was SEV 3", False),
        ("status", "reviewed", "reviewed", "reviewed", None, True),
        ("status", "Resolved", "reviewed", "Resolved", None, False),
        ("status", "closed 2025-04-02", "closed", "closed", "2025-04-02", True),
        ("category", "Config error", "Configuration error", "Config error", None, False),
        (
            "category",
            "Third-party failure (vendor)",
            "Dependency failure",
            "Third-party failure",
            "vendor",
            False,
        ),
        ("action_status", "TODO", "TODO", "TODO", None, True),
        ("action_status", "✅ Done", "Done", "✅ Done", None, False),
        ("action_status", ":white_check_mark: Done", "Done", ":white_check_mark: Done", None, False),
        ("action_status", "✅ Done (2025-04-02)", "Done", "Done", "2025-04-02", True),
        ("action_status", ":tada: Done 2025-04-02", "Done", "Done", "2025-04-02", True),
        ("action_status", "Done (merged 2025-04-27)", "Done", "Done", "merged 2025-04-27", True),
        ("action_status", "Done in #123", "Done", "Done", "in #123", True),
        ("action_status", "Blocked by the vendor", "Blocked", "Blocked", "by the vendor", True),
        ("action_status", "not started", "TODO", "not started", None, False),
        ("action_status", "In progress: half", "In progress", "In progress", "half", True),
        ("action_status", "won't fix", "Dropped", "won't fix", None, False),
        ("action_status", "✅", "Done", "✅", None, False),
        ("action_status", "✔️", "Done", "✔️", None, False),
        ("action_status", "**☑️**", "Done", "**☑️**", None, False),
        ("action_status", ":white_check_mark:", "Done", ":white_check_mark:", None, False),
        ("action_status", "[x]", "Done", "[x]", None, False),
        ("action_status", "[X] 2025-04-02", "Done", "[X]", "2025-04-02", False),
        ("action_status", "[x] Done", "Done", "[x] Done", None, False),
        ("action_status", "[x] Done (2025-04-02)", "Done", "Done", "2025-04-02", True),
        ("action_status", "[X] merged in #12", "Done", "merged", "in #12", False),
        ("action_status", "[x] TODO", "TODO", "[x] TODO", None, False),
        ("action_status", "✅ (2025-04-02)", "Done", "✅", "2025-04-02", False),
        ("action_status", "✅ in #12", "Done", "✅", "in #12", False),
        ("action_status", "❌", "TODO", "❌", None, False),
        ("action_status", ":x:", "TODO", ":x:", None, False),
        ("action_status", "[ ]", "TODO", "[ ]", None, False),
        ("action_status", "❌ Not done", "TODO", "❌ Not done", None, False),
        ("action_status", "❌ Done", "Done", "❌ Done", None, False),  # a word says more than a mark
        ("action_status", "🚧", "In progress", "🚧", None, False),
        ("action_status", "~~TODO~~ Done", "Done", "Done", None, True),
        ("action_status", "~~In progress~~ **Done** (2025-04-02)", "Done", "Done", "2025-04-02", True),
        ("action_status", "~~TODO~~ ✅", "Done", "✅", None, False),
        ("action_status", "Done ~~in #12~~", "Done", "Done", None, True),
        ("action_status", "~~TODO~~", "TODO", "~~TODO~~", None, False),  # nothing is left but that
        ("severity", "~~P3~~ P2", "P2", "P2", None, True),
        ("severity", "~~P3~~ → P2 (latent)", "P2", "P2", "latent", True),
        ("priority", "High", "P1", "High", None, False),
        ("priority", "`P0`", "P0", "`P0`", None, True),
        ("action_category", "Prevention", "Prevent", "Prevention", None, False),
    ],
)
def test_a_token_with_its_note(
    vocabulary: str, text: str, name: str, token: str, note: str | None, exact: bool
) -> None:
    choice = read_choice(as_text(text), WORDS[vocabulary])
    assert (choice.name, choice.text.text, choice.note, choice.exact, choice.listed) == (
        name, token, note, exact, 1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("vocabulary", "text"),
    [
        ("severity", "Sev9"),
        ("severity", "P20"),
        ("severity", "urgent"),
        ("status", "revewed"),
        ("status", "draft horse"),
        ("action_status", "Open heart"),
        ("action_status", ""),
        ("action_status", "✅ Verfied"),  # a slip of the pen is better told than taken for a note
        ("action_status", "x"),
        ("action_status", "~~TODO~~ someday"),
        ("action_status", "Done but open"),
        ("action_status", "finshed"),
        ("action_status", "pending review"),
        ("priority", "latent P2"),
        ("severity", "-"),
        ("severity", ""),
        ("severity", "…"),
    ],
)
def test_what_is_not_in_the_vocabulary_has_no_name(vocabulary: str, text: str) -> None:
    choice = read_choice(as_text(text), WORDS[vocabulary])
    assert (choice.name, choice.text.text, choice.note, choice.exact, choice.listed) == (
        None,
        text,
        None,
        False,
        0,
    )


@pytest.mark.parametrize(
    ("vocabulary", "text", "listed"),
    [
        ("severity", "P1 / P2 / P3 / P4", 4),
        ("severity", "{P1 / P2 / P3 / P4}", 4),
        ("severity", "P1, P2", 2),
        ("severity", "P1 or P2", 2),
        ("status", "draft | reviewed | closed", 3),
        ("status", "draft/reviewed", 2),
        ("category", "{" + " / ".join(WORDS["category"].labels) + "}", 8),
    ],
)
def test_a_list_of_options_is_no_choice(vocabulary: str, text: str, listed: int) -> None:
    choice = read_choice(as_text(text), WORDS[vocabulary])
    assert (choice.name, choice.listed, choice.text.text) == (None, listed, text)


def test_the_same_term_twice_is_one_choice() -> None:
    assert read_choice(as_text("SEV1 / P1"), WORDS["severity"]).name == "P1"


def test_the_meaning_of_an_escaped_yaml_string_counts_and_keeps_its_place() -> None:
    written = as_text('"P\\u0032 (latent)"')
    choice = read_choice(written, WORDS["severity"], "P2 (latent)")
    assert (choice.name, choice.note, choice.text) == ("P2", "latent", written)


def test_a_long_note_is_kept() -> None:
    note = "so " * 200
    choice = read_choice(as_text(f"Done - {note}"), WORDS["action_status"])
    assert (choice.name, choice.note) == ("Done", note.strip())


@pytest.mark.parametrize("alias", ["", " ", "\ufe0f"])
def test_an_alias_of_nothing_means_nothing(alias: str) -> None:
    vocabulary = Vocabulary("severity", (Term("P1", (alias,)), Term("P2", (" 🟢 ",))))
    assert read_choice(as_text("(none)"), vocabulary).name is None
    assert read_choice(as_text("🟢"), vocabulary).name == "P2"
