"""Every option of the product, once: type, default, what it does, and the error for a wrong value.

The plugin's configuration class, the command and the documentation are made from this module.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mkdocs_postmortem import option_types as types
from mkdocs_postmortem.option_types import Check, did_you_mean, show
from mkdocs_postmortem.site_pages import SITE_PAGES, Pages, page_choices

# What the plugin is called in `mkdocs.yml`.
PLUGIN = "postmortem"
FAIL_ON = ("error", "warning", "info", "never")
NAV = ("index", "all")
BASES = ("auto", "detection", "impact")
DOWNTIME_ENDS = ("restored", "mitigated")
NUMBERING = ("consecutive", "unique")
PROFILES = ("default", "minimal", "sre")
DEFAULT_BASELINE = "postmortem-baseline.json"
MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
DEFAULT_ID_PATTERN = r"[A-Z]+-\d{4}-\d{2,}"


class SettingsError(ValueError):
    """Wrong options. `problems` holds one sentence for each; every one names option, value and mend."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__("; ".join(self.problems.values()))


def _option(default: Any, check: Check, doc: str, kind: str) -> Any:
    return field(default=default, metadata={"check": check, "doc": doc, "kind": kind})


@dataclass(frozen=True)
class Settings:
    """The options, checked. Names, defaults and meanings are those of the plugin's block in `mkdocs.yml`."""

    enabled: bool = _option(
        True,
        types.boolean,
        "Switch everything off with `false`; the build is then as without the plugin.",
        "bool",
    )
    folder: str = _option(
        "postmortems",
        types.folder,
        "The folder below `docs_dir` that holds the postmortems. Sub-folders count.",
        "text",
    )
    exclude: tuple[str, ...] = _option(
        (),
        types.texts,
        "Files of the folder that are no incidents: glob patterns relative to the folder, "
        "such as `drafts/*`.",
        "list",
    )
    template_files: tuple[str, ...] = _option(
        ("template.md", "_*.md", "templates/*"),
        types.texts,
        "Files that are the empty template itself: glob patterns. They are neither checked nor listed.",
        "list",
    )
    profile: str = _option(
        "default",
        types.choice(*PROFILES),
        "The shape of a postmortem: `default`, the template of these pages; `minimal`, a title, a date, a "
        "timeline and something to do; `sre`, the parts of the example in the book *Site Reliability "
        "Engineering*.",
        "choice",
    )
    template: types.Changes = _option(
        None,
        types.changes,
        "What your template has otherwise than the profile: the path of a YAML file, relative to the "
        "configuration file, or the changes themselves. See [a template of your own](your-own-template.md).",
        "template",
    )
    labels: types.Texts = _option(
        None,
        types.labels,
        "The texts of the pages in your language: `de`, which is ready, the path of a YAML file, relative "
        "to the configuration file, the texts themselves, or a list of these, of which the last one counts. "
        "See [in another language](in-another-language.md).",
        "labels",
    )
    suffixes: tuple[str, ...] = _option(
        MARKDOWN,
        types.suffixes,
        "The endings of the files that are postmortems. MkDocs itself makes pages only of the default ones; "
        "others are for `postmortem check`.",
        "list",
    )
    fail_on: str = _option(
        "error",
        types.choice(*FAIL_ON),
        "The lowest level of a finding that fails the build and the command: "
        "`error`, `warning`, `info` or `never`.",
        "choice",
    )
    select: tuple[str, ...] = _option(
        ("PM",), types.codes, "The rules to run: codes, beginnings of codes, or names.", "list"
    )
    ignore: tuple[str, ...] = _option(
        (), types.codes, "The rules not to run, in the same forms; beats `select`.", "list"
    )
    levels: types.Levels = _option(
        (),
        types.levels,
        "The level of rules: `error`, `warning`, `info` or `off`, by code, beginning of a code, or name; "
        "also by the document's status. Switches on a rule that is off by default.",
        "levels",
    )
    per_file: types.PerFile = _option(
        (),
        types.per_file,
        "Rules not to run on some files: by glob pattern, relative to the folder or to `docs_dir`, "
        "the rules in the same forms.",
        "per_file",
    )
    legacy: types.Legacy | None = _option(
        None,
        types.legacy,
        "What is expected of incidents before a day: no finding in them is graver than `max_level`, "
        "`info` where it is left out. A secret is, whatever its age.",
        "legacy",
    )
    baseline: str = _option(
        DEFAULT_BASELINE,
        types.file,
        "The file with the findings that are known and left out, relative to `mkdocs.yml`. "
        "It counts where it exists; `postmortem check --write-baseline` makes it.",
        "text",
    )
    preview: bool = _option(
        False, types.boolean, "Also run the rules that are still being tried out.", "bool"
    )
    several_categories: bool = _option(
        False,
        types.boolean,
        "Accept more than one root cause category in a document, such as `Capacity, Process gap`.",
        "bool",
    )
    id_pattern: str = _option(
        DEFAULT_ID_PATTERN,
        types.patterns,
        "What an incident ID looks like, as a regular expression for the whole ID, or a list of several.",
        "patterns",
    )
    file_name: str | None = _option(
        None,
        types.pattern,
        "What a document's file name looks like without its ending, as a regular expression for the "
        "whole name. Switches on PM120.",
        "pattern",
    )
    also_on_github: bool = _option(
        False,
        types.boolean,
        "The documents are also read on GitHub: report what looks different there. Switches on PM213.",
        "bool",
    )
    time_base: str = _option(
        "auto",
        types.choice(*BASES),
        "From when TTM and TTR count: `detection`, `impact` (began), or `auto`: "
        "either, as each document does.",
        "choice",
    )
    downtime_end: str = _option(
        "restored",
        types.choice(*DOWNTIME_ENDS),
        "What ends the downtime: service `restored`, or already `mitigated`.",
        "choice",
    )
    numbering: str = _option(
        "consecutive",
        types.choice(*NUMBERING),
        "How action items are numbered: `consecutive`, from 1 without gaps, or only `unique`.",
        "choice",
    )
    owners: tuple[str, ...] = _option(
        (),
        types.texts,
        "Who may own an action item: names of people and teams. Where it is set, another owner is reported.",
        "list",
    )
    ticket_url: str | None = _option(
        None,
        types.key_url,
        "The address of a ticket, with `{key}` where its key belongs. Where it is set, a ticket of an action "
        "item that is no link is reported, and `--fix` makes it one in the file. Keys that `tickets` makes "
        "links of are fine as they are.",
        "url",
    )
    tickets: types.KeyUrls = _option(
        (),
        types.key_urls,
        "The addresses of tickets by the prefix of their keys, with `{key}` where the key belongs. A key "
        "such as `DATA-102` in text, lists and tables becomes a link on the page; the file stays as it is.",
        "urls",
    )
    external_ids: str | None = _option(
        None,
        types.pattern,
        "What the IDs of other archives look like, as a regular expression for the whole ID: related "
        "incidents of that form are not looked for in this one.",
        "pattern",
    )
    email_domains: tuple[str, ...] = _option(
        (), types.texts, "Domains whose e-mail addresses may stand in a document; sub-domains count.", "list"
    )
    denied_terms: tuple[str, ...] = _option(
        (),
        types.texts,
        "What may not stand in any document: names of customers, internal hosts. Case does not matter.",
        "list",
    )
    link_mentions: bool = _option(
        True,
        types.boolean,
        "Turn the ID or file name of another incident in the text into a link to its page.",
        "bool",
    )
    similar: int = _option(
        5,
        types.number(0, 20),
        "How many similar incidents that nobody has linked a postmortem's page proposes; `0` for none.",
        "number",
    )
    fold: int = _option(
        15,
        types.number(0, 100_000),
        "Code blocks and tables of the appendix with more lines than this are folded on the page; "
        "`0` for none.",
        "number",
    )
    search_appendix: bool = _option(
        False,
        types.boolean,
        "Let the search find what stands in the code and long tables of the appendix: queries, logs.",
        "bool",
    )
    title: str = _option("Incidents", types.one_text, "The title of the generated index page.", "text")
    pages: Pages = _option(
        (),
        page_choices({page.key: page.family for page in SITE_PAGES}),
        "The pages that are made besides the postmortems: `false` leaves one out, `path` puts it elsewhere "
        "in `docs_dir`, `title` renames it. Those that are named come first in the navigation, in this "
        "order. See [the pages of the archive](archive-pages.md).",
        "pages",
    )
    nav: str = _option(
        "index",
        types.choice(*NAV),
        "What of the archive stands in the navigation: the `index` alone, or `all` postmortems, by "
        "year. With `all`, every page of the site carries the whole list.",
        "choice",
    )


@dataclass(frozen=True, slots=True)
class Option:
    """One option, for those who document it or make a form of it."""

    name: str
    default: Any
    doc: str
    kind: str
    check: Check


OPTIONS: tuple[Option, ...] = tuple(
    Option(f.name, f.default, f.metadata["doc"], f.metadata["kind"], f.metadata["check"])
    for f in dataclasses.fields(Settings)
)


def unknown_option(name: object) -> str:
    """Return the message for an option that does not exist."""
    names = [option.name for option in OPTIONS]
    hint = did_you_mean(name, names) or "; there are " + ", ".join(f"`{n}`" for n in names)
    return f"option `{name}`: there is no such option{hint}"


def load(values: Mapping[str, Any] | None) -> Settings:
    """Return the settings for a block of options as YAML gives it; an option that is null keeps its default.

    Raises SettingsError with every wrong option.
    """
    if values is None:
        return Settings()
    if not isinstance(values, Mapping):
        raise SettingsError(
            {"": f"the options of `postmortem`: found {show(values)}, expected `option: value` lines"}
        )
    known = {option.name: option for option in OPTIONS}
    checked: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for name, value in values.items():
        option = known.get(name)
        if option is None:
            problems[str(name)] = unknown_option(name)
        elif value is not None and value is not option.default:  # MkDocs hands the defaults back
            try:
                checked[name] = option.check(name, value)
            except ValueError as error:
                problems[name] = str(error)
    if problems:
        raise SettingsError(problems)
    return Settings(**checked)
