"""PM8xx: secrets.

No test may hold a credential that a scanner of the repository would find: they are put together here.
"""

from __future__ import annotations

import pytest

from mkdocs_postmortem.document.source import Source
from mkdocs_postmortem.rules import Mask, find_secrets
from tests.rules.support import Case, both, fails, judged, passes, text_of

RANDOM = "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5"
GITHUB = "ghp" + "_" + RANDOM
SQL = "-- Which batches were dropped?"
PRIVATE_KEY = "\n".join(
    (
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        (RANDOM * 2)[:64],
        (RANDOM * 2)[4:68],
        "-----END RSA " + "PRIVATE KEY-----",
    )
)


def _logged(text: str) -> list[tuple[str, str]]:
    return [(SQL, f"{SQL}\n{text}")]


def _found(column: int, message: str) -> list[str]:
    return [f"109:{column} PM801 error {message}"]


FAILS = [
    fails(
        "PM801",
        "aws",
        _logged("key=" + "AKIA" + "Q3EGTRNB5OFZ7CVK"),
        _found(5, "Looks like an AWS access key"),
    ),
    fails(
        "PM801", "github", _logged(f"token {GITHUB}"), _found(7, "Looks like a GitHub token (`ghp_…3zA5`)")
    ),
    fails(
        "PM801",
        "github-fine-grained",
        _logged("github" + "_pat_" + RANDOM + RANDOM),
        _found(1, "Looks like a GitHub token (`gith…3zA5`)"),
    ),
    fails("PM801", "gitlab", _logged("glp" + "at-" + RANDOM[:20]), _found(1, "Looks like a GitLab token")),
    fails(
        "PM801",
        "slack",
        _logged("xox" + "b-123456789012-1234567890123-" + RANDOM[:24]),
        _found(1, f"Looks like a Slack token (`xoxb…{RANDOM[20:24]}`)"),
    ),
    fails(
        "PM801",
        "slack-webhook",
        _logged("https://hooks.slack.com/services/" + "T0ABC1234/B0DEF5678/" + RANDOM[:24]),
        _found(34, f"Looks like a Slack webhook (`T0AB…{RANDOM[20:24]}`)"),
    ),
    fails(
        "PM801",
        "jwt",
        _logged("ey" + "JhbGciOiJIUzI1NiJ9" + ".ey" + "JzdWIiOiIxMjM0NTY3ODkwIn0." + RANDOM),
        _found(1, "Looks like a JSON Web Token (`eyJh…3zA5`)"),
    ),
    fails(
        "PM801",
        "stripe",
        _logged("sk" + "_live_" + RANDOM[:24]),
        _found(1, f"Looks like a Stripe key (`sk_l…{RANDOM[20:24]}`)"),
    ),
    fails(
        "PM801",
        "google",
        _logged("AI" + "za" + RANDOM[:35]),
        _found(1, f"Looks like a Google API key (`AIza…{RANDOM[31:35]}`)"),
    ),
    fails(
        "PM801", "openai", _logged("sk" + "-proj-" + RANDOM), _found(1, "Looks like an API key (`sk-p…3zA5`)")
    ),
    fails("PM801", "npm", _logged("npm" + "_" + RANDOM), _found(1, "Looks like an npm token (`npm_…3zA5`)")),
    fails(
        "PM801",
        "pypi",
        _logged("pypi-" + "AgE" + RANDOM + RANDOM),
        _found(1, "Looks like a PyPI token (`pypi…3zA5`)"),
    ),
    fails("PM801", "private-key", _logged(PRIVATE_KEY), ["109:1 PM801 error Looks like a private key"]),
    fails(
        "PM801",
        "url",
        _logged("postgres://loader:" + "tr0ub4dor" + "@db.internal:5432/orders"),
        _found(19, "Looks like a password in a URL"),
    ),
    fails(
        "PM801",
        "header",
        _logged("Authorization: Bearer " + RANDOM),
        _found(23, "Looks like an Authorization header"),
    ),
    fails(
        "PM801",
        "token-in-a-header-is-one-finding",
        _logged(f"Authorization: Bearer {GITHUB}"),
        _found(23, "Looks like a GitHub token (`ghp_…3zA5`)"),
    ),
    fails(
        "PM801",
        "quoted-by-another-rule",
        [("| Data loss | No, every batch was loaded again |", f"| Data loss | token {GITHUB} was logged |")],
        [
            "41:15 PM404 error `Data loss` must start with Yes or No, found `token … was logged`",
            "41:21 PM801 error Looks like a GitHub token (`ghp_…3zA5`)",
        ],
    ),
    fails(
        "PM801",
        "cut-off-by-another-rule",
        [
            (
                "| Data loss | No, every batch was loaded again |",
                f"| Data loss | the log of that evening shows {GITHUB} |",
            )
        ],
        [
            "41:15 PM404 error `Data loss` must start with Yes or No, "
            "found `the log of that evening shows …`",
            "41:45 PM801 error Looks like a GitHub token (`ghp_…3zA5`)",
        ],
    ),
    fails(
        "PM801",
        "in-broken-front-matter",
        [("services: [warehouse, loader]", f"token: @{GITHUB}")],
        [
            "5:8 PM002 error Front matter is not valid YAML: "
            "the value of `token` starts with `@` and needs quotes",
            "5:9 PM801 error Looks like a GitHub token (`ghp_…3zA5`)",
        ],
    ),
]

PASSES = [
    passes("PM801", "masked", _logged("token ghp_" + "x" * 36 + " and AKIA" + "IOSFODNN7EXAMPLE")),
    passes(
        "PM801", "stars", _logged("postgres://loader:*****@db.internal/orders and Authorization: Bearer ****")
    ),
    passes(
        "PM801",
        "variable",
        _logged("postgres://loader:$PASSWORD@db.internal and Authorization: Bearer ${TOKEN}"),
    ),
    passes("PM801", "placeholder-words", _logged("Authorization: Bearer your-access-token-goes-here")),
    passes("PM801", "placeholder-password", _logged("postgres://user:password@db.internal/orders")),
    passes(
        "PM801",
        "local-database",
        _logged("postgres://loader:s3cretpw@localhost/orders postgres://postgres:postgres@db/orders"),
    ),
    passes("PM801", "documentation-host", _logged("https://loader:s3cretpw@api.example.com/v1")),
    passes("PM801", "slug", _logged("sk-" + "this-is-the-slug-of-a-very-long-page-of-2024")),
    passes("PM801", "cut-off", _logged("Authorization: Bearer " + RANDOM[:20] + "...")),
    passes(
        "PM801",
        "key-header-in-prose",
        _logged("The file begins with -----BEGIN " + "PRIVATE KEY----- and so on."),
    ),
    passes(
        "PM801",
        "redacted-key",
        _logged("-----BEGIN " + "PRIVATE KEY-----\n[redacted]\n-----END " + "PRIVATE KEY-----"),
    ),
    passes("PM801", "image-digest", _logged("docker://alpine:3.18@sha256:" + "0f1e2d3c" * 8)),
    passes("PM801", "hashes", _logged("commit 3f786850e387550fdab836ed7e6dc881de23001b")),
    passes("PM801", "slack-placeholder", _logged("xox" + "b-your-token-goes-here")),
    passes(
        "PM801",
        "task-names",
        _logged("task-" + "a" * 20 + "-0001 risk-assessment-of-the-loader-2024-11-02-final"),
    ),
]


test_fails, test_passes = both(FAILS, PASSES)


@pytest.mark.parametrize("case", FAILS, ids=lambda case: case.id)
def test_no_message_holds_a_part_of_the_secret(case: Case) -> None:
    text = text_of("valid").replace(*case.edits[0])
    (secret,) = find_secrets(Source("a.md", text))
    value = secret.at.text
    for diagnostic in judged(text):
        said = " ".join((diagnostic.message, diagnostic.help, *(text for _, text in diagnostic.notes)))
        assert not any(value[i : i + 6] in said for i in range(len(value) - 5))


def test_a_mask_leaves_other_text_alone() -> None:
    (secret,) = find_secrets(Source("a.md", f"the token {GITHUB} leaked"))
    mask = Mask([secret])
    assert mask("the loader leaked nothing") == "the loader leaked nothing"
    assert mask(f"`{GITHUB}`") == "`…`"
    assert mask(f"found `{GITHUB[:20]}…`") == "found `…`"
    assert mask(f"found `{GITHUB[9:]}`") == "found `…`"
    assert mask("") == ""


def test_a_short_password_is_masked_as_a_whole() -> None:
    (secret,) = find_secrets(Source("a.md", "ftp://loader:pw1@db.internal/x"))
    assert Mask([secret])("pw1 and pw") == "… and pw"


def test_two_secrets_in_one_line() -> None:
    found = find_secrets(Source("a.md", f"{GITHUB} and {'npm' + '_' + RANDOM}"))
    assert [(secret.name, secret.at.start) for secret in found] == [
        ("a GitHub token", 0),
        ("an npm token", 45),
    ]
