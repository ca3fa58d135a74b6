"""What is rendered ahead is what MkDocs would have made of the page itself, or MkDocs makes it."""

from __future__ import annotations

import functools
import logging
from pathlib import Path
from typing import Any

import markdown as python_markdown
import pytest
from material.extensions import emoji  # type: ignore[import-untyped]
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, get_files
from mkdocs.structure.pages import Page
from pymdownx.slugs import slugify

from mkdocs_postmortem.aside import Progress
from mkdocs_postmortem.plugin.rendering import Rendered, can_render_ahead, rendered_from_behind, take
from tests.plugin.sites import write_site

PAGES = {
    "a.md": "# First\n\nTo the [second](b.md#there) and the [top](#first).\n\n## More\n",
    "b.md": "# Second\n\n<a id='there'></a>\n\n- one\n- two\n",
    "c.md": "# Third\n\n| A | B |\n|---|---|\n| 1 | [first](a.md) |\n",
}
_SET = ("content", "toc", "present_anchor_ids", "links_to_anchors", "title")


def site(
    root: Path, files: dict[str, str | bytes], **config: object
) -> tuple[MkDocsConfig, Files, list[Page]]:
    """Return a site as MkDocs has it when it begins to render, with the pages of the given files."""
    write_site(root, files, {"plugins": [], **config})
    loaded = load_config(str(root / "mkdocs.yml"))
    found = get_files(loaded)
    pages = []
    for name in files:
        file = found.get_file_from_path(name)
        assert file is not None
        page = Page(None, file, loaded)
        page.read_source(loaded)
        pages.append(page)
    return loaded, found, pages


def with_markdown(pages: list[Page]) -> list[tuple[Page, str]]:
    return [(page, page.markdown or "") for page in pages]


def as_told(page: Page) -> dict[str, Any]:
    """Return what rendering sets on a page, so that two of them can be compared."""
    told: dict[str, Any] = {name: getattr(page, name) for name in _SET}
    told["toc"] = [(each.title, each.id, each.level, vars(each).get("active")) for each in page.toc]
    return told


def test_pages_come_from_behind_as_mkdocs_renders_them(tmp_path: Path) -> None:
    config, files, pages = site(tmp_path, {**PAGES})
    before = [dict(vars(page)) for page in pages]
    made = list(rendered_from_behind(with_markdown(pages), Progress(), config, files))
    assert [page.file.src_uri for page, _ in made] == ["c.md", "b.md", "a.md"]
    assert [dict(vars(page)) for page in pages] == before
    for page, rendered in made:
        take(page, rendered)
        page.render(config, files)
        taken = as_told(page)
        page.render(config, files)  # by MkDocs, since what was made is used once
        assert taken == as_told(page)
        assert vars(page).keys() == {*before[0], *rendered.state}
    assert made[2][1].state["links_to_anchors"] == {
        pages[1].file: {"there": "b.md#there"},
        pages[0].file: {"first": "#first"},
    }


def test_both_stop_where_they_meet(tmp_path: Path) -> None:
    config, files, pages = site(tmp_path, {**PAGES})
    progress = Progress()
    progress.step()  # MkDocs is at the first page
    met = []
    for page, _ in rendered_from_behind(with_markdown(pages), progress, config, files):
        met.append(page.file.src_uri)
        progress.step()  # now at the second
    assert met == ["c.md"]


def test_what_is_to_be_logged_is_left_to_mkdocs(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    config, files, pages = site(tmp_path, {**PAGES, "b.md": "# Second\n\nTo [nowhere](missing.md).\n"})
    made = list(rendered_from_behind(with_markdown(pages), Progress(), config, files))
    assert [page.file.src_uri for page, _ in made] == ["c.md", "a.md"]
    with caplog.at_level(logging.WARNING):
        pages[1].render(config, files)
    assert "contains a link 'missing.md', but the target is not found" in caplog.text


def test_what_is_to_be_raised_is_left_to_mkdocs(tmp_path: Path) -> None:
    config, files, pages = site(
        tmp_path,
        {**PAGES, "b.md": '# Second\n\n--8<-- "missing.txt"\n'},
        markdown_extensions=[{"pymdownx.snippets": {"check_paths": True}}],
    )
    before = dict(vars(pages[1]))
    made = list(rendered_from_behind(with_markdown(pages), Progress(), config, files))
    assert [page.file.src_uri for page, _ in made] == ["c.md", "a.md"]
    assert vars(pages[1]) == before
    with pytest.raises(Exception, match=r"missing\.txt"):
        pages[1].render(config, files)


def test_a_page_that_another_plugin_changes_is_rendered_anew(tmp_path: Path) -> None:
    config, files, pages = site(tmp_path, {**PAGES})
    take(pages[0], Rendered(pages[0].markdown or "", {"content": "made ahead"}))
    take(pages[1], Rendered(pages[1].markdown or "", {"content": "made ahead"}))
    pages[1].markdown = "# Second\n\nChanged.\n"
    for page in pages[:2]:
        page.render(config, files)
    assert [page.content for page in pages[:2]] == [
        "made ahead",
        '<h1 id="second">Second</h1>\n<p>Changed.</p>',
    ]


KNOWN: dict[str, Any] = {
    "markdown_extensions": [
        "admonition",
        "markdown.extensions.attr_list",
        {"toc": {"permalink": True, "slugify": slugify(case="lower")}},
        {"pymdownx.emoji": {"emoji_index": emoji.twemoji, "emoji_generator": emoji.to_svg}},
        {"pymdownx.tabbed": {"alternate_style": True, "slugify": functools.partial(slugify, case="lower")}},
    ]
}


def loaded(extensions: list[object]) -> MkDocsConfig:
    """Return a configuration with these extensions, as MkDocs has it."""
    config = MkDocsConfig()
    config.load_dict({"site_name": "Test", "plugins": [], "markdown_extensions": extensions})
    errors, _ = config.validate()
    assert not errors
    return config


def test_known_extensions_can_be_rendered_ahead() -> None:
    assert can_render_ahead(loaded([]))
    assert can_render_ahead(loaded(KNOWN["markdown_extensions"]))


def _own(source: str, *_: object) -> str:
    return source


class _Extension(python_markdown.Extension):
    """One that a plugin has added, to collect something by it."""


@pytest.mark.parametrize(
    "extension",
    [
        {"toc": {"slugify": _own}},
        {"toc": {"slugify": functools.partial(_own, "x")}},
        {"pymdownx.superfences": {"custom_fences": [{"name": "x", "class": "x", "format": _own}]}},
        "material.extensions.preview",
    ],
    ids=["function", "partial", "in a list", "of others"],
)
def test_with_others_mkdocs_renders_all_itself(extension: object) -> None:
    assert not can_render_ahead(loaded([extension]))


def test_with_extensions_of_plugins_mkdocs_renders_all_itself() -> None:
    config = loaded([])
    config.markdown_extensions = [*config.markdown_extensions, _Extension()]  # type: ignore[list-item]
    assert not can_render_ahead(config)
