"""Where a report goes: to the terminal, into a file, into the summary of a run on GitHub."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import click

from mkdocs_postmortem.archive.selection import shown_path
from mkdocs_postmortem.cli import common
from mkdocs_postmortem.report import FOR_MACHINES, FORMATS, Report, statistics
from mkdocs_postmortem.report import summary as run_summary

_Command = TypeVar("_Command", bound=Callable[..., None])
# Where GitHub Actions takes in what is shown on the page of a run.
_SUMMARY = "GITHUB_STEP_SUMMARY"


def options(command: _Command) -> _Command:
    """Give a command the options that say in which form findings are shown, and where."""
    given = (
        click.option(
            "--output-format",
            type=click.Choice(list(FORMATS)),
            default="full",
            show_default=True,
            help="For people: full (a frame per finding), concise (a line), grouped (by document). "
            "For machines: the others.",
        ),
        click.option(
            "--output-file",
            type=click.Path(path_type=Path),
            help="Write the report into this file, and nothing to the terminal.",
        ),
        click.option("--statistics", is_flag=True, help="Count the findings of each rule instead."),
    )
    for option in reversed(given):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Output:
    """In which form a report is wanted, and where; None is the terminal. `counted` asks for statistics."""

    output_format: str
    file: Path | None
    counted: bool
    color: bool

    @property
    def for_machines(self) -> bool:
        """Whether informational findings belong to it without being asked for."""
        return self.output_format in FOR_MACHINES

    @property
    def elsewhere(self) -> bool:
        """Whether the whole list is also shown on the page of a run on GitHub."""
        return self.output_format == "github" and bool(os.environ.get(_SUMMARY))


def wanted(output_format: str, file: Path | None, counted: bool, color: bool | None) -> Output:
    """Return what is wanted, or exit with 2 where a format has no form for statistics.

    A file has colours only where they are asked for.
    """
    if counted and output_format not in statistics.STATISTICS:
        known = ", ".join(statistics.STATISTICS)
        common.fail(f"--statistics has no format {output_format}; there are {known}")
    return Output(output_format, file, counted, common.wants_color(color) if file is None else bool(color))


def publish(report: Report, output: Output) -> None:
    """Write a report to where it is wanted, or exit with 2 where it can't be written."""
    form = output.output_format
    lines = statistics.lines(report, form) if output.counted else FORMATS[form](report)
    if output.file is None:
        for line in lines:
            common.say(line)
    else:
        _write(output.file, lines)
    if output.elsewhere:
        _append(Path(os.environ[_SUMMARY]), run_summary.lines(report))


def _write(file: Path, lines: Iterable[str]) -> None:
    """Write a file in one go: whoever reads it meanwhile sees the old one or the new one."""
    data = _bytes(lines)
    target = Path(os.path.realpath(file))
    if target.exists() and not target.is_file():  # a pipe or a device can't be replaced
        _put(file, target, data, "wb")
        return
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        _fail(file, error)


def _append(file: Path, lines: Iterable[str]) -> None:
    _put(file, file, _bytes(lines), "ab")


def _put(shown: Path, file: Path, data: bytes, mode: str) -> None:
    try:
        with file.open(mode) as out:
            out.write(data)
    except OSError as error:
        _fail(shown, error)


def _bytes(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _fail(file: Path, error: OSError) -> None:
    common.fail(f"{shown_path(file, str(file))}: can't be written: {error.strerror}")
