"""The template: what a postmortem consists of, kept as data."""

from __future__ import annotations

from mkdocs_postmortem.template.building import template_from
from mkdocs_postmortem.template.loading import Changes, files_of, site_template
from mkdocs_postmortem.template.model import Template
from mkdocs_postmortem.template.names import Name, Names, Term, Vocabulary, is_mark, plain
from mkdocs_postmortem.template.packaged import PROFILES, TemplateError, default_file, default_template
from mkdocs_postmortem.template.parts import (
    Column,
    Dimension,
    Field,
    Metric,
    Milestone,
    PageWords,
    RelationKind,
    Section,
    Table,
    Words,
)

__all__ = [
    "PROFILES",
    "Changes",
    "Column",
    "Dimension",
    "Field",
    "Metric",
    "Milestone",
    "Name",
    "Names",
    "PageWords",
    "RelationKind",
    "Section",
    "Table",
    "Template",
    "TemplateError",
    "Term",
    "Vocabulary",
    "Words",
    "default_file",
    "default_template",
    "files_of",
    "is_mark",
    "plain",
    "site_template",
    "template_from",
]
