"""What becomes of each page of a build: Markdown linked, slots filled, a search shown what it should read.

In a large archive, most of it is made aside, while MkDocs reads and renders the pages.
"""

from __future__ import annotations

import logging
import posixpath
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from mkdocs_postmortem import pages
from mkdocs_postmortem.archive import Archive, Incident
from mkdocs_postmortem.archive.placing import place
from mkdocs_postmortem.archive.selection import shown_path
from mkdocs_postmortem.aside import Aside, Progress
from mkdocs_postmortem.clock import today
from mkdocs_postmortem.document.blocks import Dialect
from mkdocs_postmortem.plugin.adding import index_file
from mkdocs_postmortem.plugin.rendering import can_render_ahead, rendered_from_behind, take
from mkdocs_postmortem.rules import Diagnostic

log = logging.getLogger("mkdocs.plugins.postmortem")

# What is made aside, with the path of the page: its Markdown, the page as rendered, what fills its slots
# before a search reads it and behind that. Under a name alone: the findings, and the cards of all links.
_MARKDOWN, _RENDERED, _CONTENT, _FINISHED = "markdown", "rendered", "content", "finished"
_FINDINGS, _CARDS = "findings", "cards"


class Drawing:
    """The pages of one build. `findings`, by document, are shown on its page while serving."""

    def __init__(
        self,
        archive: Archive,
        files: Files,
        config: MkDocsConfig,
        dialect: Dialect,
        findings: Mapping[str, Sequence[Diagnostic]],
        serving: bool,
    ) -> None:
        self.archive = archive
        self.files = files
        self.config = config
        self.dialect = dialect
        self.findings = findings
        self.serving = serving
        self.searched: pages.Searched | None = None
        self.aside = Aside()
        self._progress = Progress()
        self._addresses: dict[str, str] = {}

    @cached_property
    def cards(self) -> pages.Cards:
        """The cards of links to incidents; made late, since plugins may move pages."""
        found = map(self.files.get_file_from_path, self.archive.by_uri)
        return pages.Cards(self.archive, {each.src_uri: each.url for each in found if each})

    @cached_property
    def _all_cards(self) -> pages.Cards:
        """The cards with what was made of them aside; asked for once all pages are rendered."""
        self.cards.take(self.aside.get(_CARDS, wait=False) or {})
        return self.cards

    def work_ahead(self, judge: Callable[[], list[Diagnostic]], templates: pages.Templates) -> None:
        """Begin to make aside what does not depend on how the pages are rendered.

        `judge` returns the findings in the archive; the pages are drawn with `templates`.
        """
        shared = [*(incident.document.source for incident in self.archive.incidents), *self.files]
        self._addresses = _addresses(self.files)
        self.aside = Aside(partial(self._work, judge, templates), shared)

    def diagnostics(self) -> list[Diagnostic] | None:
        """Return the findings that were made aside, or None; waits for them."""
        found: list[Diagnostic] | None = self.aside.get(_FINDINGS)
        return found

    def _work(
        self, judge: Callable[[], list[Diagnostic]], templates: pages.Templates
    ) -> Iterator[tuple[Hashable, Any]]:
        """Yield what can be made of the pages, in the order in which it is needed."""
        with pages.rendered_with(templates):
            all_pages = [file.page for file in self.files.documentation_pages() if file.page is not None]
            incidents = [(page, self.archive.by_uri.get(page.file.src_uri)) for page in all_pages]
            own = [(page, each) for page, each in incidents if each is not None and not is_unreadable(each)]
            edited: list[tuple[Page, str]] = []
            for page, incident in own:
                edited.append((page, self._edited(_written(incident), page, incident)))
                yield (_MARKDOWN, incident.uri), edited[-1][1]
            others = [(page, self._marked(page)) for page, incident in incidents if incident is None]
            others = [(page, markdown) for page, markdown in others if pages.SLOT in markdown]
            for page, markdown in others:
                yield (_CONTENT, page.file.src_uri), pages.make_ahead(markdown, self._searched_parts(page))
            yield _FINDINGS, judge()
            yield _CARDS, self.cards.all()
            if can_render_ahead(self.config):
                for page, made in rendered_from_behind(edited, self._progress, self.config, self.files):
                    yield (_RENDERED, page.file.src_uri), made
            for page, incident in own:
                yield self._finished_key(page), self._drawn(page, incident)
            for page, markdown in others:
                yield self._finished_key(page), pages.make_ahead(markdown, self._parts(page))

    def markdown(self, markdown: str, page: Page) -> str | None:
        """Link, and leave slots for what is drawn into the finished page."""
        incident = self.archive.by_uri.get(page.file.src_uri)
        if incident is not None:
            if is_unreadable(incident):
                return None
            rendered = self.aside.get((_RENDERED, incident.uri), wait=False)
            if rendered is not None and self._was_in_place:
                take(page, rendered)
            self._progress.step()
            return self._linked(markdown, page, incident)
        if not _may_have_slots(markdown):
            return None
        marked, problems = pages.mark_slots(markdown, self.dialect, self.archive)
        path = shown_path(page.file.abs_src_path, page.file.src_uri)
        above = _lines_above(page.file, markdown)
        for problem in problems:
            log.warning("%s:%d:%d %s", path, problem.line + above, problem.column, problem.message)
        return marked

    def _marked(self, page: Page) -> str:
        """Return the Markdown of a page with its slots."""
        markdown = page.file.content_string
        if not _may_have_slots(markdown):
            return markdown
        return pages.mark_slots(markdown, self.dialect, self.archive)[0]

    def _linked(self, markdown: str, page: Page, incident: Incident) -> str:
        # What the browser's tab, the navigation and lists of pages call it. Themes do not escape it.
        page.meta.setdefault("title", escape(pages.page_title(incident), quote=False))
        if markdown == _written(incident):  # no other plugin has changed it
            made: str | None = self.aside.get((_MARKDOWN, incident.uri), wait=False)
            if made is not None:
                return made
        return self._edited(markdown, page, incident)

    def _edited(self, markdown: str, page: Page, incident: Incident) -> str:
        folder = posixpath.dirname(page.file.src_uri) or "."
        return pages.edit_page(
            incident,
            self.archive,
            markdown,
            lambda uri: posixpath.relpath(uri, folder),
            dialect=self.dialect,
            today=today(),
        )

    def content(self, html: str, page: Page) -> str:
        """Fill the slots, and put what belongs at the top and the foot of a postmortem."""
        incident = self.archive.by_uri.get(page.file.src_uri)
        if incident is not None:
            return self._incident_page(html, incident)
        html = self.cards.add(html, page.file.url)
        if pages.SLOT not in html:
            return html
        made = self.aside.get((_CONTENT, page.file.src_uri), wait=False)
        return pages.fill(html, self._searched_parts(page), made)

    def _parts(self, page: Page) -> dict[str, pages.Part]:
        return pages.archive_parts(self.archive, self._url_for(page), today(), page.file.src_uri)

    def _searched_parts(self, page: Page) -> dict[str, pages.Part]:
        return {name: part for name, part in self._parts(page).items() if name not in pages.UNSEARCHED}

    def _incident_page(self, html: str, incident: Incident) -> str:
        unreadable = is_unreadable(incident)
        banner = ""
        if self.serving or unreadable:
            views = [_view(each) for each in self.findings.get(incident.uri, ())]
            banner = pages.findings_html(views, self.archive.labels)
        if unreadable:
            return pages.fill(html, {"findings": lambda: banner})
        html = pages.fill(pages.fold(html), {"header": lambda: pages.lead_html(incident)})
        return banner + html + pages.slot("footer")

    def before_search(self, page: Page) -> None:
        """Show a search the page as it should read it."""
        html, self.searched = page.content, None
        if html is None:
            return
        incident = self.archive.by_uri.get(page.file.src_uri)
        if incident is not None:
            self.searched = pages.searched_incident(html, incident, self.archive.settings.search_appendix)
        elif "data-search-exclude" in html:
            self.searched = pages.searched_page(html)
        if self.searched is not None:
            page.content = self.searched.html

    def after_search(self, page: Page) -> None:
        """Put the page together again."""
        if page.content is None:
            return
        if self.searched is not None:
            page.content = self.searched.restored(page.content)
        if page.file.src_uri in self.archive.by_uri:  # a search would take long over them, for nothing
            page.content = self._all_cards.add(pages.keep_whole(page.content), page.file.url)

    def finished(self, output: str, page: Page) -> str | None:
        """Draw what a search leaves out once it has read the page: every row and figure would slow it.

        The header takes the place of its lead.
        """
        uri = page.file.src_uri
        incident = self.archive.by_uri.get(uri)
        if incident is not None and is_unreadable(incident):
            return None
        if incident is None and pages.SLOT not in output:
            return None
        made = self.aside.get(self._finished_key(page), wait=False) if self._is_in_place else None
        if incident is None:
            return pages.fill(output, self._parts(page), made)
        header, footer = made or self._drawn(page, incident)
        return pages.fill(pages.in_place_of_lead(output, header), {"footer": lambda: footer})

    @cached_property
    def _is_in_place(self) -> bool:
        """Whether all pages are still where they were when work ahead began; asked once all are rendered."""
        return self._addresses == _addresses(self.files)

    @cached_property
    def _was_in_place(self) -> bool:
        """Whether all pages are where they were when work ahead began; asked once the first is rendered."""
        return self._addresses == _addresses(self.files)

    def _finished_key(self, page: Page) -> Hashable:
        """Return what the finished parts of a page are asked for by: with what plugins may still change."""
        return _FINISHED, page.file.src_uri, _paged(page, self.config)

    def _drawn(self, page: Page, incident: Incident) -> tuple[str, str]:
        """Return the header and the footer of an incident's page."""
        url_for = self._url_for(page)
        paged = _paged(page, self.config)
        header = self.cards.add(pages.header_html(incident, self.archive, url_for, today()), page.file.url)
        # At the foot each link says itself what its card would.
        return header, pages.footer_html(incident, self.archive, url_for, paged=paged)

    def _url_for(self, page: Page) -> pages.UrlFor:
        files = self.files
        index = place(self.archive.settings, "index").path

        @cache  # a page links to few others, many times
        def url(uri: str) -> str:
            target = index_file(files, uri) if uri == index else files.src_uris.get(uri)
            if target is None or target.inclusion == InclusionLevel.EXCLUDED:
                return ""
            return target.url_relative_to(page.file)

        return url


def is_unreadable(incident: Incident) -> bool:
    """Say whether a document's file is no text."""
    return any(problem.kind == "unreadable" for problem in incident.document.problems)


def _may_have_slots(markdown: str) -> bool:
    return "<!--" in markdown and "postmortem:" in markdown


def _written(incident: Incident) -> str:
    """Return the text of a document as MkDocs hands it on: without front matter."""
    document = incident.document
    text = document.source.text[document.front_matter.body :]
    return text.lstrip("\n") if document.front_matter.body else text


def _addresses(files: Files) -> dict[str, str]:
    """Return the URLs of all pages that can be linked to, by path."""
    return {
        file.src_uri: file.url
        for file in files.documentation_pages()
        if file.inclusion != InclusionLevel.EXCLUDED
    }


def _lines_above(file: File, markdown: str) -> int:
    """Return how many lines of a file MkDocs has taken off as front matter."""
    text = file.content_string
    return text[: len(text) - len(markdown)].count("\n") if text.endswith(markdown) else 0


def _paged(page: Page, config: MkDocsConfig) -> bool:
    """Say whether the theme itself leads from a page to the one before or after it in the navigation."""
    if page.previous_page is None and page.next_page is None:
        return False
    return config.theme.name != "material" or "navigation.footer" in config.theme.get("features", ())


def _view(diagnostic: Diagnostic) -> pages.FindingView:
    span = diagnostic.span
    return pages.FindingView(
        diagnostic.level,
        diagnostic.code,
        span.path,
        span.line,
        span.column,
        diagnostic.message,
        diagnostic.help,
    )
