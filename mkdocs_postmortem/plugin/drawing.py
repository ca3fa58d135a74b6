"""What becomes of each page of a build: Markdown linked, slots filled, a search shown what it should read."""

from __future__ import annotations

import logging
import posixpath
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from mkdocs_postmortem import pages
from mkdocs_postmortem.archive import Archive, Incident
from mkdocs_postmortem.archive.placing import place
from mkdocs_postmortem.archive.selection import shown_path
from mkdocs_postmortem.clock import today
from mkdocs_postmortem.document.blocks import Dialect
from mkdocs_postmortem.plugin.adding import index_file
from mkdocs_postmortem.rules import Diagnostic

log = logging.getLogger("mkdocs.plugins.postmortem")


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
        found = map(files.get_file_from_path, archive.by_uri)
        self.cards = pages.Cards(archive, {each.src_uri: each.url for each in found if each})

    def markdown(self, markdown: str, page: Page) -> str | None:
        """Link, and leave slots for what is drawn into the finished page."""
        incident = self.archive.by_uri.get(page.file.src_uri)
        if incident is not None:
            return None if is_unreadable(incident) else self._linked(markdown, page, incident)
        if "<!--" not in markdown or "postmortem:" not in markdown:
            return None
        marked, problems = pages.mark_slots(markdown, self.dialect, self.archive)
        path = shown_path(page.file.abs_src_path, page.file.src_uri)
        above = _lines_above(page.file, markdown)
        for problem in problems:
            log.warning("%s:%d:%d %s", path, problem.line + above, problem.column, problem.message)
        return marked

    def _linked(self, markdown: str, page: Page, incident: Incident) -> str:
        # What the browser's tab, the navigation and lists of pages call it. Themes do not escape it.
        page.meta.setdefault("title", escape(pages.page_title(incident), quote=False))
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
        html = self.cards.add(html, page.file.url)
        if incident is not None:
            return self._incident_page(html, incident)
        if pages.SLOT not in html:
            return html
        parts = pages.archive_parts(self.archive, self._url_for(page), today(), page.file.src_uri)
        return pages.fill(html, {name: parts[name] for name in parts if name not in pages.UNSEARCHED})

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
        if self.searched is not None and page.content is not None:
            page.content = self.searched.restored(page.content)

    def finished(self, output: str, page: Page) -> str | None:
        """Draw what a search leaves out once it has read the page: every row and figure would slow it.

        The header takes the place of its lead.
        """
        archive, url_for = self.archive, self._url_for(page)
        incident = archive.by_uri.get(page.file.src_uri)
        if incident is None:
            return pages.fill(output, pages.archive_parts(archive, url_for, today(), page.file.src_uri))
        if is_unreadable(incident):
            return None
        header = self.cards.add(pages.header_html(incident, archive, url_for, today()), page.file.url)
        output = output.replace(pages.lead_html(incident), header, 1)
        paged = _paged(page, self.config)
        footer = self.cards.add(pages.footer_html(incident, archive, url_for, paged=paged), page.file.url)
        return pages.fill(output, {"footer": lambda: footer})

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
