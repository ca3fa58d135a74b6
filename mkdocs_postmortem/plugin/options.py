"""The plugin's block in `mkdocs.yml`, as MkDocs wants to see it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs.config.base import BaseConfigOption, Config, ValidationError

from mkdocs_postmortem import settings as options
from mkdocs_postmortem.labels import Labels, LabelsError, site_labels
from mkdocs_postmortem.rules import check_codes
from mkdocs_postmortem.settings import Settings
from mkdocs_postmortem.template import Template, TemplateError, site_template


class _Option(BaseConfigOption[Any]):
    """One option of `settings.py`, as MkDocs wants to see it; the whole block is checked at once."""

    def __init__(self, option: options.Option) -> None:
        super().__init__()
        self.default = option.default


class PostmortemConfig(
    type("_Options", (Config,), {option.name: _Option(option) for option in options.OPTIONS})  # type: ignore[misc]
):
    """The plugin's block in `mkdocs.yml`, made from `settings.py`."""

    settings: Settings
    template_used: Template
    labels_used: Labels

    @property
    def base(self) -> Path:
        """The folder that paths in the options are relative to."""
        return Path(self.config_file_path or ".").parent

    def validate(self) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Check all options, in the same words as the command does."""
        try:
            self.settings = options.load(dict(self))
            check_codes(self.settings)
        except options.SettingsError as error:
            return [(name, ValidationError(message)) for name, message in error.problems.items()], []
        try:
            self.template_used = site_template(self.settings.profile, self.settings.template, self.base)
        except TemplateError as error:
            return [("template", ValidationError(message)) for message in error.problems], []
        try:
            self.labels_used = site_labels(self.settings.labels, self.base)
        except LabelsError as error:
            return [("labels", ValidationError(message)) for message in error.problems], []
        return [], []
