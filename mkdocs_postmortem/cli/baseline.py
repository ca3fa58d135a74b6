"""What `postmortem check` does for old archives: the baseline's file, and what has changed since a commit."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.archive.selection import shown_path
from mkdocs_postmortem.cli import common
from mkdocs_postmortem.cli.git import GitError, changed_files
from mkdocs_postmortem.cli.site import Site
from mkdocs_postmortem.document.source import Source
from mkdocs_postmortem.rules import Diagnostic
from mkdocs_postmortem.rules.baseline import Baseline, BaselineError, dump, known_findings, pruned
from mkdocs_postmortem.rules.baseline_file import baseline_path, read_baseline
from mkdocs_postmortem.rules.fingerprint import Key
from mkdocs_postmortem.rules.words import count

write_option = click.option(
    "--write-baseline", is_flag=True, help="Write down all findings, to leave them out from now on."
)
prune_option = click.option(
    "--prune-baseline", is_flag=True, help="Take out of the baseline what no longer occurs."
)
diff_option = click.option(
    "--diff-base", metavar="REF", help="Only documents changed since this git commit count; others are info."
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a run reads beside the documents: the baseline, and the configuration's text where it is needed.

    `known` is the baseline that findings are held against, None in a run that writes it anew.
    """

    baseline: Baseline | None
    known: Baseline | None
    config: Source | None
    paths: Mapping[str, Path]

    @property
    def sources(self) -> list[Source]:
        """The texts, for frames."""
        return [each for each in (self.known.source if self.known else None, self.config) if each]


@dataclass(frozen=True, slots=True)
class OldFindings:
    """What is to be done about findings that are not new."""

    write: bool = False
    prune: bool = False
    diff_base: str | None = None

    @property
    def rewrites(self) -> bool:
        """Whether the baseline is to be written."""
        return self.write or self.prune

    def refuse(self, others: Mapping[str, object]) -> None:
        """Exit with 2 where the baseline is to be written by a run that does not see everything."""
        if not self.rewrites:
            return
        option = "--write-baseline" if self.write else "--prune-baseline"
        given = {"--prune-baseline": self.write and self.prune, "--diff-base": self.diff_base, **others}
        for name, value in given.items():
            if value:
                common.fail(f"{option} is about the whole archive and every rule; leave out {name}")

    def surroundings(self, site: Site) -> Surroundings:
        """Return what is read beside the documents; exit with 2 where it can't be used."""
        path = baseline_path(site.settings, site.config)
        shown = shown_path(path, str(path))
        baseline = None
        if not self.write:
            try:
                baseline = read_baseline(site.settings, site.config)
            except BaselineError as error:
                common.fail(str(error))
        if self.prune and baseline is None:
            common.fail(f"there is no baseline {shown}; --write-baseline makes it")
        config = _config_source(site)
        paths = {shown: path}
        if site.config is not None and config is not None:
            paths[config.path] = site.config
        return Surroundings(baseline, None if self.rewrites else baseline, config, paths)

    def changed(
        self, archive: Archive, files: Mapping[str, Path], surroundings: Surroundings
    ) -> set[str] | None:
        """Return the files that have changed since the commit, by the paths that findings have; None for all.

        `files` are the documents by their path relative to the docs folder. Exits with 2 where git can't
        say what has changed.
        """
        if self.diff_base is None or not files:
            return None
        folder = Path(os.path.commonpath([path.resolve().parent for path in files.values()]))
        try:
            changed = changed_files(folder, self.diff_base)
        except GitError as error:
            common.fail(f"--diff-base: {error}")
        by_name = {
            archive.by_uri[uri].document.path: path for uri, path in files.items() if uri in archive.by_uri
        }
        by_name |= surroundings.paths
        return {name for name, path in by_name.items() if path.resolve() in changed}


def rewrite(site: Site, old: Baseline | None, diagnostics: Sequence[Diagnostic], archive: Archive) -> None:
    """Write the baseline anew with all findings, or, where there is an `old` one, with what is left of it.

    Says what it did; exits with 2 where the file can't be written.
    """
    path = baseline_path(site.settings, site.config)
    shown = shown_path(path, str(path))
    if old is None:
        lowest = "info" if site.settings.fail_on == "info" else "warning"
        keys: list[Key] = known_findings(diagnostics, archive, lowest)
        said = f"Wrote {shown}: {count(len(keys), 'finding')} in {count(len(archive.incidents), 'document')}."
    else:
        keys = pruned(old, diagnostics, archive)
        gone = len(old.entries) - len(keys)
        said = f"Took {gone} of {len(old.entries)} findings out of {shown}."
    try:
        path.write_text(dump(keys), encoding="utf-8", newline="\n")
    except OSError as error:
        common.fail(f"{shown}: can't be written: {error.strerror}")
    common.say(said)


def _config_source(site: Site) -> Source | None:
    """Return the text of the configuration, for findings about the options themselves."""
    if site.config is None or not site.settings.per_file:
        return None
    text = site.config.read_text(encoding="utf-8-sig")
    return Source(shown_path(site.config, str(site.config)), text)
