"""The plugin door: MkDocs' events turned into calls of the core. Nothing else imports mkdocs."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from mkdocs_postmortem import pages
from mkdocs_postmortem.archive import Archive, Incident, build_archive
from mkdocs_postmortem.archive.selection import is_incident
from mkdocs_postmortem.aside import can_fork
from mkdocs_postmortem.document.blocks import Dialect
from mkdocs_postmortem.labels import files_of as label_files
from mkdocs_postmortem.paths import meant_folder
from mkdocs_postmortem.plugin.adding import add_pages, in_blog
from mkdocs_postmortem.plugin.drawing import Drawing, is_unreadable
from mkdocs_postmortem.plugin.judging import Judgement, config_file
from mkdocs_postmortem.plugin.navigation import list_by_year, put_in_order, without_unlisted
from mkdocs_postmortem.plugin.options import PostmortemConfig
from mkdocs_postmortem.plugin.reading import Reading, dialect_of
from mkdocs_postmortem.rules import BuiltPage
from mkdocs_postmortem.rules.baseline_file import baseline_path
from mkdocs_postmortem.settings import Settings
from mkdocs_postmortem.template import files_of

if TYPE_CHECKING:  # a build does without the server
    from mkdocs.livereload import LiveReloadServer

__all__ = ["PostmortemConfig", "PostmortemPlugin"]

log = logging.getLogger("mkdocs.plugins.postmortem")

# Plugins and extensions that make content while a page is built: then it may well differ from its source.
_GENERATORS = ("macros", "include-markdown", "table-reader", "markdown-exec", "markdownextradata")
_GENERATING_EXTENSIONS = ("pymdownx.snippets", "markdown_include.include", "mdx_include")

# So many incidents make a second process worth its while.
_LARGE = 64


class PostmortemPlugin(BasePlugin[PostmortemConfig]):  # type: ignore[no-untyped-call]
    """Reads, judges, links and charts the postmortems of a site."""

    def __init__(self) -> None:
        self.serving = False
        self._reading = Reading()
        self._forget()

    def _forget(self) -> None:
        """Drop what belongs to one build. What was read is kept for as long as its bytes are the same."""
        self.archive: Archive | None = None
        self.drawing: Drawing | None = None
        self.judgement: Judgement | None = None
        self.templates = pages.Templates()
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
        self.dialect = dialect_of(config)
        self.makes_content = any(name in config.plugins for name in _GENERATORS) or any(
            name in config.markdown_extensions for name in _GENERATING_EXTENSIONS
        )
        used = files_of(self.settings.template, self.config.base)
        used += label_files(self.settings.labels, self.config.base)
        self.templates = self._own_templates(config)
        used += (self.templates.folder,) if self.templates.folder else ()
        for path in used:
            if str(path) not in config.watch:
                config.watch.append(str(path))
        theme_dir = str(pages.theme_dir())
        if theme_dir not in config.theme.dirs:
            config.theme.dirs.append(theme_dir)
        if pages.CSS not in config.extra_css:
            # Before those of the site, which may change what is in it.
            config.extra_css.insert(0, pages.CSS)
        if pages.JS not in map(str, config.extra_javascript):
            config.extra_javascript.append(pages.JS)
        return config

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Watch the baseline: unlike the files that `config.watch` names, it may come and go."""
        if self.settings.enabled:
            from mkdocs_postmortem.plugin.watching import watch_file  # a build has no use for it

            watch_file(server, baseline_path(self.settings, config_file(config)))
        return server

    def _own_templates(self, config: MkDocsConfig) -> pages.Templates:
        """Return the templates of the site: its theme's `custom_dir` may have some in `postmortem/`."""
        folder = Path(config.theme.custom_dir or "", "postmortem")
        templates = pages.Templates(folder if config.theme.custom_dir and folder.is_dir() else None)
        try:
            for odd in templates.check():
                log.warning("%s", odd)
        except pages.TemplateFault as error:
            raise PluginError(f"postmortem: {error}") from None
        return templates

    def _collect(self, files: Files, config: MkDocsConfig) -> Files:
        """Read and judge all documents, then add the archive's own pages."""
        if not self.settings.enabled:
            return files
        with self._gathering():
            archive = self.archive = self._read_archive(files)
            judgement = self.judgement = Judgement(archive, config, self.serving)
            found = None if self._is_large(archive) else judgement.find()
        if not archive.incidents:  # a new site, or a `folder` that is misspelt
            # One that is named and not there would pass every gate, with nothing checked.
            named = self.settings.folder != Settings().folder and not self.serving
            is_there = Path(config.docs_dir, self.settings.folder).is_dir()
            meant = meant_folder(config.docs_dir, self.settings.folder)
            log.log(
                logging.WARNING if named and not is_there else logging.INFO,
                "postmortem: no postmortems in the folder `%s`; %s",
                self.settings.folder,
                f"the option is inside `docs_dir`: write `{meant}`"
                if meant
                else "begin with `postmortem new`, or set the option `folder`",
            )
        if found is not None:
            judgement.report(found)
        for incident in archive.incidents:
            file = files.get_file_from_path(incident.uri)
            assert file is not None
            _place(file, incident)
        if not in_blog(archive, config):
            add_pages(archive, files, config)
        self.drawing = Drawing(archive, files, config, self.dialect, judgement.findings, self.serving)
        return files

    def _is_large(self, archive: Archive) -> bool:
        """Say whether to do in a second process what can be done there, as it pays and nothing forbids it.

        The page of a document that can't be read shows its findings, so they can't wait.
        """
        return (
            not self.serving
            and len(archive.incidents) >= _LARGE
            and can_fork()
            and not any(map(is_unreadable, archive.incidents))
        )

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

    def _read_archive(self, files: Files) -> Archive:
        template = self.config.template_used
        chosen = [file for file in files.documentation_pages() if self._is_incident(file)]
        documents = self._reading.documents(chosen, self.dialect, template)
        uris = [file.src_uri for file in chosen]
        return build_archive(
            zip(uris, documents, strict=True), template, self.settings, self.config.labels_used
        )

    @event_priority(0)
    def _collect_early(self, files: Files, *, config: MkDocsConfig) -> Files:
        return files if "i18n" in config.plugins else self._collect(files, config)

    # mkdocs-static-i18n handles only files from disk: ours must come behind it, and early otherwise,
    # because plugins that build the navigation want to see them.
    @event_priority(-110)
    def _collect_late(self, files: Files, *, config: MkDocsConfig) -> Files:
        return self._collect(files, config) if "i18n" in config.plugins else files

    # Material's blog takes every page in the folder of its posts for one, and reads it from disk.
    @event_priority(-110)
    def _add_behind_blog(self, files: Files, *, config: MkDocsConfig) -> Files:
        if self.archive is not None and in_blog(self.archive, config):
            add_pages(self.archive, files, config)
        return files

    # Behind literate-nav, which makes a navigation of the files there are.
    @event_priority(-120)
    def _tidy_navigation(self, files: Files, *, config: MkDocsConfig) -> Files:
        if self.archive is not None:
            config.nav = without_unlisted(config.nav, self.archive, files)
        return files

    on_files = CombinedEvent(_collect_early, _collect_late, _add_behind_blog, _tidy_navigation)

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
        if self.drawing is not None and self.judgement is not None and self.judgement.is_due:
            self.drawing.work_ahead(self.judgement.find, self.templates)
        return nav

    on_nav = CombinedEvent(_order, _list_all)

    def _is_incident(self, file: File) -> bool:
        if not is_incident(file.src_uri, self.settings):
            return False
        lowest = InclusionLevel.DRAFT if self.serving else InclusionLevel.NOT_IN_NAV
        return bool(file.inclusion.value >= lowest.value)

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str | None:
        """Link, and leave slots for what is drawn into the finished page."""
        if self.drawing is None:
            return None
        with self._templates_of_site():
            return self.drawing.markdown(markdown, page)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str | None:
        """Fill the slots, and put what belongs at the top and the foot of a postmortem."""
        if self.drawing is None or self.archive is None:
            return None
        incident = self.archive.by_uri.get(page.file.src_uri)
        if incident is not None and not is_unreadable(incident):
            self.built[incident.uri] = BuiltPage(html, self.makes_content)
        with self._templates_of_site():
            return self.drawing.content(html, page)

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> None:
        """Judge what only the built pages can tell, before the first of them is written."""
        if self.judgement is not None and self.drawing is not None:
            self.judgement.report(self.drawing.diagnostics())
            self.judgement.report_built(self.built)
            self.built = {}

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Let go of what was made aside."""
        if self.drawing is not None:
            self.drawing.aside.end()

    def on_build_error(self, *, error: Exception) -> None:
        """Say what is wrong with the documents, if that was not yet said: it may be why."""
        if self.drawing is not None and self.judgement is not None and self.judgement.is_due:
            found = self.drawing.diagnostics()
            self.judgement.log(self.judgement.find() if found is None else found)

    # A search reads a page at the usual priority: it does so between these two.
    @event_priority(1)
    def _before_search(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> None:
        if self.drawing is not None:
            self.drawing.before_search(page)

    @event_priority(-1)
    def _after_search(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> None:
        if self.drawing is not None:
            self.drawing.after_search(page)

    on_page_context = CombinedEvent(_before_search, _after_search)

    @event_priority(100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str | None:
        """Draw what a search leaves out once it has read the page: every row and figure would slow it."""
        if self.drawing is None:
            return None
        with self._templates_of_site():
            return self.drawing.finished(output, page)

    @contextmanager
    def _templates_of_site(self) -> Iterator[None]:
        """Draw with the templates of the site; a mistake in one of its own ends the build."""
        try:
            with pages.rendered_with(self.templates):
                yield
        except pages.TemplateFault as error:
            raise PluginError(f"postmortem: {error}") from None


def _place(file: File, incident: Incident) -> None:
    """Keep a postmortem out of the navigation, which every page carries; `nav: all` adds them by year."""
    if file.inclusion.value > InclusionLevel.NOT_IN_NAV.value:
        file.inclusion = InclusionLevel.NOT_IN_NAV
    if is_unreadable(incident):
        # MkDocs dies of a file that is not UTF-8. Its page shows the finding instead of its text.
        file.content_string = f"# {file.name}\n\n{pages.slot('findings')}\n"
