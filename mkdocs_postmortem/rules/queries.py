"""PM710, PM712: queries in the appendix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from mkdocs_postmortem.document.blocks import CodeBlock, Paragraph
from mkdocs_postmortem.document.source import Text
from mkdocs_postmortem.rules.registry import Case, Found, rule
from mkdocs_postmortem.rules.words import quote

_LANGUAGES = frozenset(
    (
        *("sql", "psql", "postgres", "postgresql", "pgsql", "plpgsql", "mysql", "mariadb", "tsql", "plsql"),
        *(
            "sqlite",
            "sqlite3",
            "bigquery",
            "snowflake",
            "redshift",
            "hive",
            "hiveql",
            "sparksql",
            "spark-sql",
        ),
        *("trino", "presto", "clickhouse", "duckdb"),
    )
)
_COMMENTS = ("--", "/*", "#", "//")
_NOT_CODE = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^'\n]|'')*'", re.DOTALL)
_STATEMENT = re.compile(r"[^;]+")
# A statement that changes many rows at once, or all.
_DROPS = re.compile(
    r"\s*(?P<what>drop\s+(?:table|database|schema|view|index|column)|truncate)\b", re.IGNORECASE
)
_CHANGES = re.compile(r"\s*(?P<what>delete\s+from|update)\s+[\w.\"`\[\]]+(?:\s|\Z)", re.IGNORECASE)
_BOUND = re.compile(r"\b(?:where|limit|using)\b", re.IGNORECASE)


def _queries(case: Case) -> Iterator[CodeBlock]:
    """Return the blocks of the appendix that say they are SQL."""
    for evidence in case.document.appendix:
        language = evidence.code.language
        if language is not None and language.text.casefold() in _LANGUAGES:
            yield evidence.code


@rule("PM710", "query-without-comment", "I/I/W")
def query_without_comment(case: Case) -> Iterator[Found]:
    """A query in the appendix says what it checks: in a comment first, or in the paragraph above it.

    Only blocks whose language is SQL are looked at.
    """
    queries = [query for query in _queries(case) if not query.code.text.lstrip().startswith(_COMMENTS)]
    if not queries:
        return
    explained = {
        below.text.start
        for above, below in pairwise(case.document.blocks)
        if isinstance(above, Paragraph) and isinstance(below, CodeBlock)
    }
    for query in queries:
        code = query.code
        if query.text.start in explained or not code.text.strip() or case.document.unfilled(code):
            continue
        yield Found(
            _first_line(code),
            "Nothing says what this query checks",
            "begin it with a comment: `-- Which batches were dropped?`",
        )


def _first_line(code: Text) -> Text:
    whole = code.source.piece(code.start, code.end)
    end = whole.text.find("\n")
    return whole if end < 0 else whole.source.piece(whole.start, whole.start + end)


@rule("PM712", "destructive-query", "I/I/I", preview=True)
def destructive_query(case: Case) -> Iterator[Found]:
    """A query in the appendix destroys nothing: readers copy from there.

    Reported are `DELETE` and `UPDATE` without `WHERE`, `DROP` and `TRUNCATE`. In preview, since such a
    statement may be what the incident is about; switch it on with `preview: true`.

    False positives: the statement that caused the incident. Say so in a comment, and ignore the rule
    there.
    """
    for query in _queries(case):
        code = query.code
        text = _NOT_CODE.sub(lambda found: " " * len(found.group()), code.text)
        for statement in _STATEMENT.finditer(text):
            found = _DROPS.match(statement.group())
            if found is None and not _BOUND.search(statement.group()):
                found = _CHANGES.match(statement.group())
            if found is None:
                continue
            start = statement.start() + found.start("what")
            at = code.part(start, statement.start() + found.end("what"))
            word = at.text.split()[0].upper()
            without = " without `WHERE`" if word in ("DELETE", "UPDATE") else ""
            yield Found(
                at,
                f"Query has {quote(at)}{without}",
                "show the `SELECT` that finds the rows instead, or say in a comment that it must not be run",
            )
