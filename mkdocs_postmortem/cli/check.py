"""`postmortem check`: the findings, without MkDocs."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Collection
from datetime import date
from pathlib import Path

import click

from mkdocs_postmortem.archive import Archive, build_archive
from mkdocs_postmortem.archive.selection import inside, is_incident, shown_path
from mkdocs_postmortem.cli import baseline as old
from mkdocs_postmortem.cli import common, output, settings_shown
from mkdocs_postmortem.cli import fix as fixes
from mkdocs_postmortem.cli.documents import incident_files, known_files, read_files, walk
from mkdocs_postmortem.cli.site import Site
from mkdocs_postmortem.report import Report
from mkdocs_postmortem.rules import Diagnostic, judge, reaches
from mkdocs_postmortem.rules.silencing import only_changed
from mkdocs_postmortem.settings import FAIL_ON


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@common.config_option
@output.options
@click.option("--fail-on", type=click.Choice(FAIL_ON), help="The lowest level that makes the exit code 1.")
@click.option(
    "--select", metavar="CODES", help="Only these rules: codes, beginnings of codes or names, by comma."
)
@click.option("--ignore", metavar="CODES", help="Not these rules.")
@click.option("--info", is_flag=True, help="Show informational findings too.")
@click.option(
    "--similar",
    is_flag=True,
    help="Also compare the incidents with each other, as a build does (PM713, PM714).",
)
@click.option(
    "--force-exclude",
    is_flag=True,
    help="Pass over PATHS that are no documents of the archive, instead of checking them.",
)
@fixes.options
@settings_shown.option
@old.write_option
@old.prune_option
@old.diff_option
@common.today_option
@common.color_option
def check(
    paths: tuple[Path, ...],
    config: Path | None,
    output_format: str,
    output_file: Path | None,
    statistics: bool,
    fail_on: str | None,
    select: str | None,
    ignore: str | None,
    info: bool,
    similar: bool,
    force_exclude: bool,
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    show_settings: bool,
    write_baseline: bool,
    prune_baseline: bool,
    diff_base: str | None,
    today: date,
    color: bool | None,
) -> None:
    """Check postmortems.

    Without PATHS the whole archive is checked. With PATHS, these documents (or the documents of these
    folders) are judged against the whole archive, and only they are reported on.

    The exit code is 0 where nothing reaches --fail-on, 1 where something does (with --fix: what is left),
    2 for wrong use or a broken configuration.
    """
    mode = fixes.mode(fix, unsafe_fixes, diff)
    wanted = output.wanted(output_format, output_file, statistics, color)
    old_findings = old.OldFindings(write_baseline, prune_baseline, diff_base)
    old_findings.refuse(
        {"PATHS": paths, "--select": select, "--ignore": ignore, "--fix": fix, "--diff": diff}
    )
    site = common.site_for(config, paths, ", or name the documents to check")
    settings = common.with_overrides(
        site.settings, fail_on=fail_on, select=_codes(select), ignore=_codes(ignore)
    )
    if show_settings:
        settings_shown.show(site, settings, wanted)
        return
    site = common.replaced(site, settings)
    if not paths and not os.path.isdir(site.folder):
        folder = shown_path(site.folder, str(site.folder))
        common.refuse_doubled(site)
        common.fail(
            f"there is no folder {folder}; begin it with `postmortem new`, set the option `folder`, "
            "or name the documents to check"
        )
    # A short run makes many small objects and frees none: collecting garbage is a quarter of its time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        reached = _run(site, paths, wanted, info, similar, force_exclude, mode, old_findings, today)
    finally:
        # Nor does it leave any: to look for some in all that was read, as Python does when it ends, would
        # take a fifth of a run.
        gc.freeze()
        if collecting:
            gc.enable()
    sys.exit(1 if reached else 0)


def _run(
    site: Site,
    paths: tuple[Path, ...],
    wanted: output.Output,
    info: bool,
    similar: bool,
    force_exclude: bool,
    mode: fixes.Mode,
    old_findings: old.OldFindings,
    today: date,
) -> bool:
    """Print the report; say whether a finding reaches the level that fails."""
    settings = site.settings
    files = incident_files(site) if os.path.isdir(site.folder) else {}
    only = _chosen(paths, files, site, force_exclude) if paths else None
    if only is not None and not only:
        files = {}  # nothing to judge, so nothing to read: most commits are about something else
    archive = build_archive(read_files(files, site), site.template, settings)
    known = known_files(files, site)
    surroundings = old_findings.surroundings(site)

    def judged(archive: Archive, uris: Collection[str] | None) -> list[Diagnostic]:
        return judge(
            *(archive, today, uris),
            files=known,
            baseline=surroundings.known,
            config=surroundings.config,
            similar=similar,
        )

    diagnostics = judged(archive, only)
    if old_findings.rewrites:
        old.rewrite(site, surroundings.baseline, diagnostics, archive)
        return False
    changed = old_findings.changed(archive, files, surroundings)
    if mode.wanted:
        from mkdocs_postmortem.cli.fix_documents import apply_fixes  # most runs do not need it

        done = apply_fixes(mode, site, files, archive, diagnostics, only, changed, judged, wanted.color)
        if mode.diff:
            return done.changed
        archive, diagnostics = done.archive, done.diagnostics
    if changed is not None:
        diagnostics = only_changed(diagnostics, changed)
    show_info = info or settings.fail_on == "info" or wanted.for_machines
    shown = [each for each in diagnostics if show_info or each.level != "info"]
    report = Report(
        shown,
        archive,
        only,
        len(diagnostics) - len(shown),
        wanted.color,
        common.terminal_width(),
        wanted.elsewhere,
        surroundings.sources,
    )
    output.publish(report, wanted)
    return reaches(diagnostics, settings.fail_on)


def _codes(text: str | None) -> list[str] | None:
    return None if text is None else [code.strip() for code in text.split(",") if code.strip()]


def _chosen(paths: tuple[Path, ...], files: dict[str, Path], site: Site, archive_only: bool) -> set[str]:
    """Return which documents the paths name, and add to `files` those outside the archive folder.

    With `archive_only`, the latter are left alone.
    """
    by_path = {path.resolve(): uri for uri, path in files.items()}
    chosen: set[str] = set()
    for path in paths:
        if not common.exists(path):
            common.fail(f"there is no file or folder {path}")
        whole = path.resolve()
        found = {uri for known, uri in by_path.items() if known == whole or whole in known.parents}
        if not found and not archive_only:
            found = (_outside if os.path.isdir(path) else _one)(path, files, site)
        chosen |= found
    return chosen


def _one(path: Path, files: dict[str, Path], site: Site) -> set[str]:
    """Take a file outside the archive, or one that MkDocs would not build, on its own."""
    uri = _uri(path.resolve(), site)
    # The index page and the template are named on purpose or by a glob: neither is an incident.
    if _is_inside(uri, site) and not is_incident(uri, site.settings):
        return set()
    suffixes = site.settings.suffixes
    if path.suffix.lower() not in suffixes:
        common.fail(f"{path} is no Markdown file: its name ends in none of {', '.join(suffixes)}")
    files[uri] = path
    return {uri}


def _outside(folder: Path, files: dict[str, Path], site: Site) -> set[str]:
    """Take a folder outside the archive for an archive of its own."""
    if _is_inside(_uri(folder.resolve(), site) + "/", site):
        return set()  # a folder of the archive without any incident
    found = set()
    for path in walk(folder):
        name = path.relative_to(folder).as_posix()
        if is_incident("/".join(filter(None, (site.settings.folder, name))), site.settings):
            uri = _uri(path.resolve(), site)
            files[uri] = path
            found.add(uri)
    return found


def _is_inside(uri: str, site: Site) -> bool:
    return not uri.startswith("../") and inside(uri, site.settings) is not None


def _uri(path: Path, site: Site) -> str:
    try:
        return path.relative_to(site.root.resolve()).as_posix()
    except ValueError:
        return "../" + path.as_posix().lstrip("/")
