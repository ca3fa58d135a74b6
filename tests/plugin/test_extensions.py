"""Markdown extensions that plugins and hooks add as objects, as mkdocstrings and autorefs do."""

from __future__ import annotations

from markdown.extensions.admonition import AdmonitionExtension
from mkdocs.config.defaults import MkDocsConfig
from pymdownx.superfences import SuperFencesCodeExtension

from mkdocs_postmortem.document.blocks import Dialect
from mkdocs_postmortem.plugin.reading import dialect_of
from tests.plugin.sites import Build, document

HOOK = """\
from markdown import Extension
from mkdocs.plugins import event_priority

class Collecting(Extension):
    def extendMarkdown(self, md):
        pass

@event_priority(100)
def on_config(config):
    config.markdown_extensions.append(Collecting())
"""


def test_a_site_with_an_extension_of_a_plugin_is_built(build: Build) -> None:
    built = build(
        {"postmortems/a.md": document(), "hook.py": HOOK},
        config={"hooks": ["docs/hook.py"], "exclude_docs": "/hook.py"},
    )
    assert built.code == 0, built.log
    assert "postmortems/a/index.html" in built.files()


def test_objects_are_known_by_what_they_do() -> None:
    config = MkDocsConfig()
    extensions: list[object] = ["toc", "md_in_html", AdmonitionExtension(), SuperFencesCodeExtension()]
    config.markdown_extensions = extensions  # type: ignore[assignment]
    assert dialect_of(config) == Dialect(admonitions=True, html_markdown=True, nested_fences=True)
