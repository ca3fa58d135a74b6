"""PM802 to PM812: assigned secrets, personal data, and language.

No test may hold what a scanner of the repository would find: numbers and passwords are put together here.
"""

from __future__ import annotations

import pytest

from mkdocs_postmortem.document.source import Source
from mkdocs_postmortem.rules import Mask, find_secrets
from tests.rules.mending import Fixed, check_fix, fixed
from tests.rules.support import Edit, both, fails, passes

SQL = "-- Which batches were dropped?"
WRONG = "The loader wrote no error for three hours."
CAUSE = "Nothing compared the producer's schema"
CARD = "4715 2308 " + "6914 7257"
IBAN = "DE36 5003 0567 " + "1029 3847 56"
PASSWORD = "Regen7" + "Tonne"


def logged(text: str) -> list[Edit]:
    """Return the edit that puts a line into the block of code, as line 109."""
    return [(SQL, f"{SQL}\n{text}")]


def wrong(text: str) -> list[Edit]:
    """Return the edit that replaces the item of What Went Wrong, on line 78."""
    return [(WRONG, text)]


def mails(*addresses: str) -> str:
    """Return addresses with the sign that makes them such."""
    return " ".join(addresses).replace(" at ", "@")


DANA = mails("dana.roe at shopmail.io")
EMAIL = "PM805 warning E-mail address `d…@shopmail.io` may be a person's"
IP = "is a public IP address: it may lead to a person or a host"
LUHN = "number passes the check of card numbers"
# A line of a log, the column of the value, the name that it is assigned to.
ASSIGNED = [
    (f"password = {PASSWORD}", 12, "password"),
    (f'db_password: "{PASSWORD}"', 15, "db_password"),
    (f"export API_KEY='{PASSWORD}'", 17, "API_KEY"),
    (f'"client_secret" => "{PASSWORD}"', 21, "client_secret"),
    (f"PGPASSWORD={PASSWORD} psql", 12, "PGPASSWORD"),
]

FAILS = [
    *(
        fails(
            "PM802",
            f"assigned-{number}",
            logged(line),
            [f"109:{column} PM802 warning Value of `{name}` may be a real one"],
        )
        for number, (line, column, name) in enumerate(ASSIGNED)
    ),
    # What is masked in a message is not the message's own words.
    fails(
        "PM802",
        "a-word-of-the-message",
        logged("api_token = hunter2secretK9x"),
        ["109:13 PM802 warning Value of `api_token` may be a real one"],
    ),
    fails(
        "PM805",
        "log",
        logged(f"user {DANA} {DANA}"),
        [f"109:6 {EMAIL}"],
    ),
    fails(
        "PM805",
        "mailto",
        wrong(f"Ask [Dana](mailto:{DANA})."),
        [f"78:21 {EMAIL}"],
    ),
    fails(
        "PM806",
        "log",
        logged("from 98.114.90.221"),
        [f"109:6 PM806 warning `98.114.90.221` {IP}"],
    ),
    fails(
        "PM806",
        "prose",
        wrong("The host 98.114.90.221 was slow."),
        [f"78:12 PM806 warning `98.114.90.221` {IP}"],
    ),
    fails(
        "PM806",
        "port",
        wrong("It asked 98.114.90.221:5432 first."),
        [f"78:12 PM806 warning `98.114.90.221` {IP}"],
    ),
    fails(
        "PM806",
        "ipv6",
        wrong("It asked 2a02:8100:9::17 first."),
        [f"78:12 PM806 warning `2a02:8100:9::17` {IP}"],
    ),
    fails(
        "PM807",
        "card",
        logged(f"paid {CARD}"),
        [f"109:6 PM807 error 16-digit {LUHN}"],
    ),
    fails("PM807", "iban", logged(f"to {IBAN}."), ["109:4 PM807 error Number passes the check of IBANs"]),
    fails(
        "PM807",
        "draft",
        logged(f"to {IBAN.replace(' ', '')}"),
        ["109:4 PM807 warning Number passes the check of IBANs"],
        base="draft",
    ),
    fails(
        "PM808",
        "any-case",
        [*wrong("Umbrella foods saw it."), *logged("host acme-prod-db1 down")],
        [
            "78:3 PM808 error `Umbrella foods` is on the list of denied terms",
            "109:6 PM808 error `acme-prod-db1` is on the list of denied terms",
        ],
        denied_terms=["Umbrella Foods", "ACME-prod-db1"],
    ),
    fails(
        "PM810",
        "phrase",
        wrong("The producer Forgot to announce it."),
        ["78:16 PM810 info `Forgot to` puts the cause in a person"],
        preview=True,
    ),
    fails(
        "PM811",
        "handle",
        wrong("Only for @dana-x."),
        ["78:12 PM811 warning What Went Wrong names `@dana-x`"],
    ),
    fails(
        "PM811",
        "names-of-the-metadata",
        [(CAUSE, f"Robin Example and Dana knew. {CAUSE}")],
        [
            "56:82 PM811 warning Root Cause names `Robin Example`",
            "56:100 PM811 warning Root Cause names `Dana`",
        ],
    ),
    fails(
        "PM811",
        "handle-of-the-author-without-its-sign",
        [("**Author:** Dana Example", "**Author:** dana-x"), *wrong("Only dana-x could read the log.")],
        ["78:8 PM811 warning What Went Wrong names `dana-x`"],
    ),
    fails(
        "PM811",
        "handle-of-an-owner-without-its-sign",
        [("rows | Sam Example", "rows | @samex"), *wrong("It was samex who looked, and samex was asleep.")],
        ["78:10 PM811 warning What Went Wrong names `samex`"],
    ),
    fails(
        "PM812",
        "should-have",
        wrong("The producer should have announced it."),
        ["78:16 PM812 info `should have` judges with hindsight"],
        preview=True,
    ),
]

PASSES = [
    *(
        passes("PM802", f"no-value-{number}", logged(line))
        for number, line in enumerate(
            (
                "password = $DB_PASSWORD",
                "password = os.environ['DB_PASSWORD']",
                "password = get_password(user1)",
                "password: <token1234>",
                "api_key: ${API_KEY_2}",
                "token: ********",
                "password = changeme",
                "secret: vault:kv/data/orders1",
                "secret = secrets/orders-2.yml",
                "token = 2024-11-03T10:00",
                "max_tokens = 4096",
                "token_count: a1b2c3d4e5",
                "password: rotated yesterday",
                "password = production",
            )
        )
    ),
    passes(
        "PM805",
        "role",
        logged(mails("support at shopmail.io", "no-reply at shopmail.io", "data-team at x.io")),
    ),
    passes(
        "PM805",
        "reserved",
        logged(mails("dana at example.com", "dana at m.example.org", "dana at x.test")),
    ),
    passes("PM805", "no-reply-domain", logged(mails("17+dana at users.noreply.shopmail.io"))),
    passes("PM805", "allowed", logged(f"user {DANA}"), email_domains=["Shopmail.io"]),
    passes(
        "PM805",
        "author",
        [("**Author:** Dana Example", f"**Author:** Dana Example <{DANA}>")],
        ignore=["PM116"],
    ),
    passes(
        "PM805",
        "no-address",
        logged(mails("git at host.io:a/b loader at 1.2.3 x at loader.service")),
    ),
    passes("PM806", "private", logged("10.0.0.8 192.168.1.4 127.0.0.1 192.0.2.4 8.8.8.8 169.254.1.1")),
    passes("PM806", "version", wrong("Loader 98.114.90.221 was too old.")),
    passes("PM806", "version-in-code", logged("loader-98.114.90.221 v98.114.90.222 ==98.114.90.223")),
    passes("PM806", "no-address", logged("98.114.90.999 1.98.114.90.221 98.114.90.221.5")),
    passes("PM807", "wrong-check-digit", logged(f"{CARD[:-1]}8 {IBAN[:-1]}7")),
    passes("PM807", "no-groups", logged(CARD.replace(" ", ""))),
    passes("PM807", "of-the-documentation", logged("4242 4242 4242 4242 GB82 WEST 1234 5698 7654 32")),
    passes("PM808", "part-of-a-word", wrong("The acmeism of it."), denied_terms=["acme"]),
    passes("PM808", "not-set", wrong("Umbrella Foods saw it.")),
    passes(
        "PM810",
        "quoted-negated-and-code",
        wrong('"Human error" is never human error; `forgot to` is a label.'),
        preview=True,
    ),
    passes(
        "PM810",
        "category",
        [("**Root cause category:** Schema change", "**Root cause category:** Human error")],
        preview=True,
        ignore=["PM507", "PM512"],
    ),
    passes("PM811", "timeline", [("by the data on-call", "by @dana and Robin Example")]),
    passes("PM811", "decorator-package-room", wrong("`@cached` and @angular/core; tell @channel.")),
    passes(
        "PM811",
        "first-name-that-is-a-word",
        [*wrong("Will it stop? It will be seen."), ("Robin Example, Sam", "Will Example, Sam")],
    ),
    passes(
        "PM811",
        "team",
        [
            *wrong("Data Platform had no alert."),
            ("rows | Sam Example", "rows | Data Platform"),
        ],
    ),
    passes(
        "PM811",
        "owner-that-may-be-a-team",
        [("rows | Sam Example", "rows | pipelines"), *wrong("Nobody told pipelines.")],
    ),
    passes(
        "PM811",
        "handle-of-a-team-a-word-or-a-service",
        [
            ("rows | Sam Example", "rows | @data-platform"),
            ("schema change | Dana Example", "schema change | @loader"),
            ("the registry | Robin Example", "the registry | @will"),
            *wrong("Nobody in data-platform knew when the loader will stop."),
        ],
    ),
    passes("PM812", "lessons", [("An empty batch is", "An empty batch should have been")], preview=True),
    passes("PM812", "off", wrong("The producer should have announced it.")),
]

FIXES = [
    fixed(
        "PM805", "address", logged(f"user {DANA}"), [(DANA.split("@", maxsplit=1)[0], "REDACTED")], "unsafe"
    ),
    fixed("PM806", "ipv4", logged("from 98.114.90.221"), [("98.114.90.221", "98.114.x.x")], "unsafe"),
    fixed("PM806", "ipv6", logged("from 2a02:8100:9::17"), [("2a02:8100:9::17", "2a02:8100:x")], "unsafe"),
    fixed("PM807", "card", logged(f"paid {CARD}"), [(CARD, "xxxx xxxx xxxx " + CARD[-4:])], "unsafe"),
    fixed("PM807", "iban", logged(f"to {IBAN}"), [(IBAN, "DExx xxxx xxxx xxxx xxx" + IBAN[-4:])], "unsafe"),
    fixed(
        "PM808",
        "term",
        wrong("Acme saw it."),
        [("Acme saw", "REDACTED saw")],
        "unsafe",
        denied_terms=["acme"],
    ),
]


test_fails, test_passes = both(FAILS, PASSES)


@pytest.mark.parametrize("case", FIXES, ids=lambda case: case.id)
def test_fixes(case: Fixed) -> None:
    check_fix(case)


@pytest.mark.parametrize("text", [f"password: {PASSWORD}", f"paid {CARD}", f"to {IBAN}"])
def test_nothing_prints_them(text: str) -> None:
    secrets = find_secrets(Source("a.md", text))
    assert len(secrets) == 1
    assert Mask(secrets)(f"found {secrets[0].at.text[2:]} there") == "found … there"


def test_a_known_format_is_not_also_an_assignment() -> None:
    token = "ghp" + "_" + "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5"
    (secret,) = find_secrets(Source("a.md", f"token: {token}"))
    assert (secret.name, secret.kind) == ("a GitHub token", "format")
