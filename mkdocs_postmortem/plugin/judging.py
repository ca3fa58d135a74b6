"""What is wrong with the documents of a build: found and logged once, and the end of the build if grave."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.archive.selection import shown_path
from mkdocs_postmortem.clock import today
from mkdocs_postmortem.document.source import Source
from mkdocs_postmortem.report import concise
from mkdocs_postmortem.report.advice import advice
from mkdocs_postmortem.rules import BuiltPage, Diagnostic, KnownFiles, judge, reaches
from mkdocs_postmortem.rules.baseline import BaselineError
from mkdocs_postmortem.rules.baseline_file import read_baseline

log = logging.getLogger("mkdocs.plugins.postmortem")

_LEVELS = {"error": logging.ERROR, "warning": logging.WARNING}


class Judgement:
    """The judgement on an archive. While `serving`, no finding ends anything.

    `is_due` says that the documents were not judged yet. `findings` are those that were logged, by document.
    Raises PluginError where the site's baseline can't be used.
    """

    def __init__(self, archive: Archive, config: MkDocsConfig, serving: bool) -> None:
        self.is_due = True
        self.findings: dict[str, list[Diagnostic]] = {}
        self._archive = archive
        self._settings = archive.settings
        self._serving = serving
        self._project = Path(config.config_file_path or "mkdocs.yml").parent
        path = config_file(config)
        try:
            self._baseline = read_baseline(self._settings, path)
        except BaselineError as error:
            raise PluginError(f"postmortem: {error}") from None
        self._config = None
        if path is not None and self._settings.per_file and path.is_file():
            self._config = Source(shown_path(path, str(path)), path.read_text(encoding="utf-8-sig"))

    def find(self) -> list[Diagnostic]:
        """Return what is wrong with the documents. MkDocs itself says which links lead nowhere."""
        return judge(
            self._archive,
            today(),
            files=KnownFiles(in_project=lambda path: (self._project / path).exists()),
            baseline=self._baseline,
            config=self._config,
            similar=self._settings.similar > 0,
        )

    def report(self, found: list[Diagnostic] | None = None) -> None:
        """Report what is wrong with the documents, if that is due; `found` is what was found already."""
        if self.is_due:
            diagnostics = self.find() if found is None else found
            self.log(diagnostics)
            self._end(diagnostics)

    def report_built(self, built: Mapping[str, BuiltPage]) -> None:
        """Report what only the built pages of documents, by their paths, can tell."""
        diagnostics = judge(self._archive, today(), built=built)
        self.log(diagnostics)
        self._end(diagnostics)

    def log(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Log findings, a line for each; those that are for information in one."""
        self.is_due = False
        infos = 0
        for diagnostic in diagnostics:
            self.findings.setdefault(diagnostic.uri, []).append(diagnostic)
            if diagnostic.level == "info" and self._settings.fail_on != "info":
                infos += 1
            elif self._serving:
                # At a higher level the finding would count as a warning, and `serve --strict` ends at one.
                log.info("%s (%s)", concise.line(diagnostic), diagnostic.level)
            else:
                log.log(_LEVELS.get(diagnostic.level, logging.INFO), "%s", concise.line(diagnostic))
        if infos:
            noun = "finding" if infos == 1 else "findings"
            log.info("postmortem: %d informational %s, see `postmortem check --info`", infos, noun)
        if said := advice(diagnostics, self._archive, len(self._archive.incidents)):
            log.info("postmortem: %s", said)

    def _end(self, diagnostics: Sequence[Diagnostic]) -> None:
        """End the build if a finding is grave enough."""
        if self._serving or not reaches(diagnostics, self._settings.fail_on):
            return
        levels = [each.level for each in diagnostics]
        counts = [(level, levels.count(level)) for level in ("error", "warning")]
        said = ", ".join(f"{number} {level}{'s' if number > 1 else ''}" for level, number in counts if number)
        raise PluginError(
            f"postmortem: {said or f'{len(levels)} findings'} in the archive; "
            "see above, or run `postmortem check`"
        )


def config_file(config: MkDocsConfig) -> Path | None:
    """Return the path of the site's configuration, where it has one."""
    return Path(config.config_file_path) if config.config_file_path else None
