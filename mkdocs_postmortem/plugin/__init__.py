"""The plugin door: MkDocs' events turned into calls of the core. Nothing else imports mkdocs."""

from __future__ import annotations

import gc
import logging
import posixpath
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from mkdocs_postmortem import pages
from mkdocs_postmortem.archive import Archive, Incident, build_archive
from mkdocs_postmortem.archive.placing import place
from mkdocs_postmortem.archive.selection import is_incident, shown_path
from mkdocs_postmortem.clock import today
from mkdocs_postmortem.document.blocks import Dialect
from mkdocs_postmortem.document.model import Postmortem
from mkdocs_postmortem.document.reader import read_bytes
from mkdocs_postmortem.document.source import Source
from mkdocs_postmortem.labels import files_of as label_files
from mkdocs_postmortem.plugin.adding import add_pages, index_file
from mkdocs_postmortem.plugin.navigation import list_by_year, put_in_order
from mkdocs_postmortem.plugin.options import PostmortemConfig
from mkdocs_postmortem.report import concise
from mkdocs_postmortem.rules import BuiltPage, Diagnostic, KnownFiles, judge, reaches
from mkdocs_postmortem.rules.baseline import BaselineError
from mkdocs_postmortem.rules.baseline_file import read_baseline
from mkdocs_postmortem.settings import Settings
from mkdocs_postmortem.template import Template, files_of

__all__ = ["PostmortemConfig", "PostmortemPlugin"]

log = logging.getLogger("mkdocs.plugins.postmortem")

# Plugins and extensions that make content while a page is built: then it may well differ from its source.
_GENERATORS = ("macros", "include-markdown", "table-reader", "markdown-exec", "markdownextradata")
_GENERATING_EXTENSIONS = ("pymdownx.snippets", "markdown_include.include", "mdx_include")

_LEVELS = {"error": logging.ERROR, "warning": logging.WARNING}


class PostmortemPlugin(BasePlugin[PostmortemConfig]):  # type: ignore[no-untyped-call]
    """Reads, judges, links and charts the postmortems of a site."""

    def __init__(self) -> None:
        self.serving = False
        self._read: dict[str, tuple[bytes, Dialect, Template, Postmortem]] = {}
        self._forget()

    def _forget(self) -> None:
        """Drop what belongs to one build. What was read is kept for as long as its bytes are the same."""
        self.archive: Archive | None = None
        self.files: Files | None = None
        self.cards: pages.Cards | None = None
        self.searched: pages.Searched | None = None
        self.findings: dict[str, list[Diagnostic]] = {}
        self.built: dict[str, BuiltPage] = {}
        self.makes_content = False
        self.dialect = Dialect()

    @property
    def settings(self) -> Settings:
        """The checked options."""
        return self.config.settings

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether this is `serve`, which no document may end; keeps the instance between builds."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the assets. Runs once per build (twice with i18n), so everything here can be repeated."""
        self._forget()
        if not self.settings.enabled:
            return config
        self.dialect = Dialect.from_extensions(config.markdown_extensions)
        self.makes_content = any(name in config.plugins for name in _GENERATORS) or any(
            name in config.markdown_extensions for name in _GENERATING_EXTENSIONS
        )
        used = files_of(self.settings.template, self.config.base)
        used += label_files(self.settings.labels, self.config.base)
        for path in used:
            if str(path) not in config.watch:
                config.watch.append(str(path))
        theme_dir = str(pages.theme_dir())
        if theme_dir not in config.theme.dirs:
            config.theme.dirs.append(theme_dir)
        if pages.CSS not in config.extra_css:
            config.extra_css.append(pages.CSS)
        if pages.JS not in map(str, config.extra_javascript):
            config.extra_javascript.append(pages.JS)
        return config

    def _collect(self, files: Files, config: MkDocsConfig) -> Files:
        """Read and judge all documents, then add the archive's own pages."""
        if not self.settings.enabled:
            return files
        self.files = files
        with self._gathering():
            self._read_archive(files)
            diagnostics = self._judge(config)
        assert self.archive is not None
        if not self.archive.incidents:  # a new site, or a `folder` that is misspelt
            log.info(
                "postmortem: no postmortems in the folder `%s`; begin with `postmortem new`, "
                "or set the option `folder`",
                self.settings.folder,
            )
        self._report(diagnostics)
        for incident in self.archive.incidents:
            file = files.get_file_from_path(incident.uri)
            assert file is not None
            self._place(file)
        add_pages(self.archive, files, config)
        return files

    @contextmanager
    def _gathering(self) -> Iterator[None]:
        """Make many objects that all stay, as reading and judging do.

        To collect garbage meanwhile, and to walk them in every later collection of the build, would cost more
        than the reading itself.
        """
        gc.disable()
        try:
            yield
        finally:
            if not self.serving:
                gc.freeze()
            gc.enable()

    def _judge(self, config: MkDocsConfig) -> list[Diagnostic]:
        """Return what is wrong with the documents. MkDocs itself says which links lead nowhere."""
        assert self.archive is not None
        project = Path(config.config_file_path or "mkdocs.yml").parent
        known = KnownFiles(in_project=lambda path: (project / path).exists())
        similar = self.settings.similar > 0
        return judge(self.archive, today(), files=known, similar=similar, **self._surroundings(config))

    def _surroundings(self, config: MkDocsConfig) -> dict[str, Any]:
        """Return what the judge needs beside the documents: the baseline, and the configuration's text."""
        path = Path(config.config_file_path) if config.config_file_path else None
        try:
            baseline = read_baseline(self.settings, path)
        except BaselineError as error:
            raise PluginError(f"postmortem: {error}") from None
        source = None
        if path is not None and self.settings.per_file and path.is_file():
            source = Source(shown_path(path, str(path)), path.read_text(encoding="utf-8-sig"))
        return {"baseline": baseline, "config": source}

    def _read_archive(self, files: Files) -> None:
        template = self.config.template_used
        chosen = [file for file in files.documentation_pages() if self._is_incident(file)]
        self.archive = build_archive(
            [(file.src_uri, self._document(file)) for file in chosen],
            template,
            self.settings,
            self.config.labels_used,
        )
        self._read = {file.src_uri: self._read[file.src_uri] for file in chosen}

    @event_priority(0)
    def _collect_early(self, files: Files, *, config: MkDocsConfig) -> Files:
        return files if "i18n" in config.plugins else self._collect(files, config)

    # mkdocs-static-i18n handles only files from disk: ours must come behind it, and early otherwise,
    # because plugins that build the navigation want to see them.
    @event_priority(-110)
    def _collect_late(self, files: Files, *, config: MkDocsConfig) -> Files:
        return self._collect(files, config) if "i18n" in config.plugins else files

    on_files = CombinedEvent(_collect_early, _collect_late)

    # Plugins that know better in which order pages stand come later, and have the last word.
    @event_priority(50)
    def _order(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        if self.archive is not None and config.nav is None:
            put_in_order(nav, self.archive)
        return nav

    # What they make of the navigation is what the years are added to.
    @event_priority(-110)
    def _list_all(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        if self.archive is not None and self.settings.nav == "all":
            list_by_year(nav, self.archive, files)
        return nav

    on_nav = CombinedEvent(_order, _list_all)

    def _is_incident(self, file: File) -> bool:
        if not is_incident(file.src_uri, self.settings):
            return False
        lowest = InclusionLevel.DRAFT if self.serving else InclusionLevel.NOT_IN_NAV
        return bool(file.inclusion.value >= lowest.value)

    def _document(self, file: File) -> Postmortem:
        data = file.content_bytes
        template = self.config.template_used
        known = self._read.get(file.src_uri)
        if known is not None and known[:3] == (data, self.dialect, template):
            return known[3]
        path = shown_path(file.abs_src_path, file.src_uri)
        document = read_bytes(path, data, template, self.dialect)
        self._read[file.src_uri] = (data, self.dialect, template, document)
        return document

    def _report(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Log every finding, then end the build once if one is grave enough. `serve` goes on."""
        infos = 0
        for diagnostic in diagnostics:
            self.findings.setdefault(diagnostic.uri, []).append(diagnostic)
            if diagnostic.level == "info" and self.settings.fail_on != "info":
                infos += 1
            elif self.serving:
                # At a higher level the finding would count as a warning, and `serve --strict` ends at one.
                log.info("%s (%s)", concise.line(diagnostic), diagnostic.level)
            else:
                log.log(_LEVELS.get(diagnostic.level, logging.INFO), "%s", concise.line(diagnostic))
        if infos:
            noun = "finding" if infos == 1 else "findings"
            log.info("postmortem: %d informational %s, see `postmortem check --info`", infos, noun)
        if not self.serving and reaches(diagnostics, self.settings.fail_on):
            counts = [
                (level, sum(each.level == level for each in diagnostics)) for level in ("error", "warning")
            ]
            said = ", ".join(
                f"{number} {level}{'s' if number > 1 else ''}" for level, number in counts if number
            )
            raise PluginError(
                f"postmortem: {said or f'{infos} findings'} in the archive; "
                "see above, or run `postmortem check`"
            )

    def _place(self, file: File) -> None:
        """Keep a postmortem out of the navigation, which every page carries; `nav: all` adds them by year."""
        if file.inclusion.value > InclusionLevel.NOT_IN_NAV.value:
            file.inclusion = InclusionLevel.NOT_IN_NAV
        document = self._read[file.src_uri][3]
        if any(problem.kind == "unreadable" for problem in document.problems):
            # MkDocs dies of a file that is not UTF-8. Its page shows the finding instead of its text.
            file.content_string = f"# {file.name}\n\n{pages.slot('findings')}\n"

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str | None:
        """Link, and leave slots for what is drawn into the finished page."""
        if self.archive is None:
            return None
        incident = self.archive.by_uri.get(page.file.src_uri)
        if incident is not None:
            if self._is_unreadable(incident):
                return None
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
        if "<!--" not in markdown or "postmortem:" not in markdown:
            return None
        marked, problems = pages.mark_slots(markdown, self.dialect, self.archive)
        path = shown_path(page.file.abs_src_path, page.file.src_uri)
        above = _lines_above(page.file, markdown)
        for problem in problems:
            log.warning("%s:%d:%d %s", path, problem.line + above, problem.column, problem.message)
        return marked

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str | None:
        """Fill the slots, and put what belongs at the top and the foot of a postmortem."""
        if self.archive is None:
            return None
        incident = self.archive.by_uri.get(page.file.src_uri)
        if incident is None:
            html = self._with_cards(html, page)
            if pages.SLOT not in html:
                return html
            parts = pages.archive_parts(self.archive, self._url_for(page), today(), page.file.src_uri)
            return pages.fill(html, {name: parts[name] for name in parts if name not in pages.UNSEARCHED})
        if not self._is_unreadable(incident):
            self.built[incident.uri] = BuiltPage(html, self.makes_content)
        return self._incident_page(self._with_cards(html, page), incident)

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:
        """Judge what only the built pages can tell, before the first of them is written."""
        if self.archive is not None:
            self._report(judge(self.archive, today(), built=self.built))
            self.built = {}

    def _incident_page(self, html: str, incident: Incident) -> str:
        unreadable = self._is_unreadable(incident)
        banner = ""
        if self.serving or unreadable:
            views = [_view(each) for each in self.findings.get(incident.uri, ())]
            banner = pages.findings_html(views, self.config.labels_used)
        if unreadable:
            return pages.fill(html, {"findings": lambda: banner})
        html = pages.fill(pages.fold(html), {"header": lambda: pages.lead_html(incident)})
        return banner + html + pages.slot("footer")

    @event_priority(1)
    def _before_search(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> None:
        """Show a search the page as it should read it; at its usual priority it does so next."""
        html, self.searched = page.content, None
        if self.archive is None or html is None:
            return
        incident = self.archive.by_uri.get(page.file.src_uri)
        if incident is not None:
            self.searched = pages.searched_incident(html, incident, self.settings.search_appendix)
        elif "data-search-exclude" in html:
            self.searched = pages.searched_page(html)
        if self.searched is not None:
            page.content = self.searched.html

    @event_priority(-1)
    def _after_search(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> None:
        if self.searched is not None and page.content is not None:
            page.content = self.searched.restored(page.content)

    on_page_context = CombinedEvent(_before_search, _after_search)

    @event_priority(100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str | None:
        """Draw what a search leaves out once it has read the page: every row and figure would slow it.

        The header takes the place of its lead.
        """
        if self.archive is None:
            return None
        archive, url_for = self.archive, self._url_for(page)
        incident = archive.by_uri.get(page.file.src_uri)
        if incident is None:
            return pages.fill(output, pages.archive_parts(archive, url_for, today(), page.file.src_uri))
        if self._is_unreadable(incident):
            return None
        header = self._with_cards(pages.header_html(incident, archive, url_for, today()), page)
        output = output.replace(pages.lead_html(incident), header, 1)
        foot = pages.footer_html(incident, archive, url_for, paged=_paged(page, config))
        footer = self._with_cards(foot, page)
        return pages.fill(output, {"footer": lambda: footer})

    def _with_cards(self, html: str, page: Page) -> str:
        """Return HTML of a page with a card on every link to another incident."""
        if self.cards is None:
            assert self.archive is not None
            assert self.files is not None
            found = map(self.files.get_file_from_path, self.archive.by_uri)
            self.cards = pages.Cards(self.archive, {each.src_uri: each.url for each in found if each})
        return self.cards.add(html, page.file.url)

    def _is_unreadable(self, incident: Incident) -> bool:
        return any(problem.kind == "unreadable" for problem in incident.document.problems)

    def _url_for(self, page: Page) -> pages.UrlFor:
        files = self.files
        index = place(self.settings, "index").path

        @cache  # a page links to few others, many times
        def url(uri: str) -> str:
            if files is None:
                return ""
            target = index_file(files, uri) if uri == index else files.src_uris.get(uri)
            if target is None or target.inclusion == InclusionLevel.EXCLUDED:
                return ""
            return target.url_relative_to(page.file)

        return url


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
