"""Where the baseline is kept, and reading it: the same for every door."""

from __future__ import annotations

from pathlib import Path

from mkdocs_postmortem.archive.selection import shown_path
from mkdocs_postmortem.rules.baseline import Baseline, BaselineError, parse
from mkdocs_postmortem.settings import DEFAULT_BASELINE, Settings


def baseline_path(settings: Settings, config: Path | None) -> Path:
    """Return the baseline's file: relative to that of the configuration, else to the working directory."""
    return (config.parent if config is not None else Path.cwd()) / settings.baseline


def read_baseline(settings: Settings, config: Path | None) -> Baseline | None:
    """Return the baseline, or None where there is none.

    Raises BaselineError where it can't be read or used, or the file that the options name is missing.
    """
    path = baseline_path(settings, config)
    shown = shown_path(path, str(path))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        if settings.baseline == DEFAULT_BASELINE:
            return None
        raise BaselineError(
            f"option `baseline`: there is no file {shown}; `postmortem check --write-baseline` makes it"
        ) from None
    except OSError as error:
        raise BaselineError(f"{shown}: can't be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise BaselineError(f"{shown}: is not valid UTF-8") from None
    return parse(text, shown)
