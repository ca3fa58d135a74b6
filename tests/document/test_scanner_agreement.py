"""The scanner against Python-Markdown's own HTML: written cases, generated documents, real ones."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import markdown
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mkdocs_postmortem.document.source import Source
from tests.document.markdown_cases import CASES
from tests.document.markdown_documents import documents
from tests.document.markdown_oracle import CONFIG, DEFAULT, MATERIAL, Beyond, page_view, scanner_view

# The archives that the project's notes were made from; they are no part of the repository.
CORPORA = Path(__file__).resolve().parents[3] / "shared" / "corpora"
# As MkDocs cuts it off.
FRONT_MATTER = re.compile(r"^---[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
DIALECTS = pytest.mark.parametrize("extensions", [DEFAULT, MATERIAL], ids=["default", "material"])

# `SCANNER_EXAMPLES=20000 pytest …` looks further, and at other documents each time.
EXAMPLES = os.environ.get("SCANNER_EXAMPLES")
generated = settings(
    max_examples=int(EXAMPLES or 500),
    derandomize=EXAMPLES is None,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

pytestmark = pytest.mark.skipif(
    markdown.__version_info__ < (3, 11), reason="the scanner follows Python-Markdown 3.11 and newer"
)


@DIALECTS
@pytest.mark.parametrize("name", CASES)
def test_written_cases(name: str, extensions: tuple[str, ...]) -> None:
    page = page_view(CASES[name], extensions)
    assert page.differences(scanner_view(CASES[name], extensions)) == []


@generated
@given(documents())
def test_generated_documents_with_the_extensions_of_mkdocs(text: str) -> None:
    _assert_agreement(text, DEFAULT)


@generated
@given(documents())
def test_generated_documents_with_the_extensions_of_material(text: str) -> None:
    _assert_agreement(text, MATERIAL)


@generated
@given(documents(), st.sets(st.sampled_from(MATERIAL[len(DEFAULT) :])))
def test_generated_documents_with_any_extensions(text: str, chosen: set[str]) -> None:
    _assert_agreement(text, (*DEFAULT, *(name for name in MATERIAL if name in chosen)))


def _assert_agreement(text: str, extensions: tuple[str, ...]) -> None:
    try:
        page = page_view(text, extensions)
    except Beyond:
        assume(False)
    different = page.differences(scanner_view(text, extensions))
    assert not different, "\n".join([*different, repr(text)])


def _corpus() -> list[Any]:
    if not CORPORA.is_dir():
        return [pytest.param(None, marks=pytest.mark.skip(reason="../shared/corpora is not here"))]
    files = sorted(path for path in CORPORA.rglob("*") if path.is_file())
    return [
        pytest.param(path, id=path.name)
        for path in files
        if path.name not in ("LICENSE", "MANIFEST.tsv") and path != CORPORA / "README.md"
    ]


@pytest.mark.parametrize("path", _corpus())
def test_real_documents(path: Path) -> None:
    text = Source.from_bytes(path.name, path.read_bytes()).text
    front = FRONT_MATTER.match(text)
    start = front.end() if front else 0
    body = text[start:].lstrip("\n") if front else text
    for extensions in (DEFAULT, MATERIAL):
        page = page_view(body, extensions)
        assert page.in_order
        assert page.differences(scanner_view(text, extensions, start)) == []
        assert _plain_headings(body, extensions) == [
            (level, _bare(said)) for level, said in scanner_view(body, extensions).headings
        ]


@DIALECTS
@pytest.mark.parametrize("name", CASES)
def test_headings_of_the_finished_page(name: str, extensions: tuple[str, ...]) -> None:
    """Inline markup too, which the other tests leave alone, makes no heading and takes none away."""
    shown = [(level, _bare(text)) for level, text in scanner_view(CASES[name], extensions).headings]
    assert _plain_headings(CASES[name], extensions) == shown


def _plain_headings(text: str, extensions: tuple[str, ...]) -> list[tuple[int, str]]:
    """Return the headings of a page with all its markup, as the table of contents has them."""
    config = {name: CONFIG[name] for name in extensions if name in CONFIG}
    converter = markdown.Markdown(extensions=list(extensions), extension_configs=config)
    converter.convert(text)
    return [(level, _bare(name)) for level, name in _flat(getattr(converter, "toc_tokens", []))]


def _flat(tokens: list[Any]) -> Iterator[tuple[int, str]]:
    for token in tokens:
        yield token["level"], token["name"]
        yield from _flat(token["children"])


def _bare(text: str) -> str:
    """Return a heading without its markup and all that is no letter or digit."""
    text = re.sub(r"\]\([^)]*\)|\]\[[^\]]*\]|<[^>]*>", "", html.unescape(text))
    return re.sub(r"[\W_]", "", text)
