"""The templates of the pages as a table: what each draws, and the names that it uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import resources

import jinja2
from jinja2 import meta

from mkdocs_postmortem.pages.rendering import quoted

# What every template is given is said once, above the table.
COMMON = frozenset(("_", "_n", "duration"))
SHOWS: Mapping[str, str] = {
    "action_groups.html": "On the page of actions: who has how much to do, and the like",
    "actions.html": "The table of action items",
    "again.html": "In a header: this happened before",
    "bar.html": "In a header: the milestones, to scale",
    "before.html": "In a header: what happened before, and whether the fix was done",
    "browse.html": "Links to the pages of severities, categories and so on",
    "charts.html": "Charts, each with the table of its numbers",
    "coming_back.html": "What comes back",
    "empty.html": "What stands in an archive without a postmortem",
    "facets.html": "On the index of a kind: its values",
    "few.html": "What stands instead of charts of too few incidents",
    "filters.html": "The row of filters above a table",
    "findings.html": "What is wrong with a document, while serving",
    "fold.html": "What is said of a folded block of an appendix",
    "footer.html": "What follows a postmortem: who refers to it, what is like it, the next one",
    "header.html": "What stands below a postmortem's title",
    "insights.html": "The page of insights",
    "late.html": "The mark of a date that has passed",
    "map.html": "The map",
    "more.html": "A link to a longer list",
    "no_actions.html": "What stands on the page of actions while there is none",
    "nothing.html": "What stands for a placeholder for which there is nothing",
    "promises.html": "Actions that were to prevent what happened again",
    "recurrence.html": "The page of recurrence",
    "recurring.html": "Families of incidents that are one and the same again",
    "summary.html": "A row of large numbers",
    "table.html": "The table of incidents",
}


def rows() -> Iterator[tuple[str, str, str]]:
    """Yield each template: its name, what it draws, and the names in it."""
    environment = jinja2.Environment()
    environment.filters["quoted"] = quoted
    folder = resources.files("mkdocs_postmortem.pages") / "templates"
    for path in sorted(folder.iterdir(), key=lambda each: each.name):
        names = meta.find_undeclared_variables(environment.parse(path.read_text(encoding="utf-8"))) - COMMON
        yield f"`{path.name}`", SHOWS.get(path.name, ""), ", ".join(f"`{name}`" for name in sorted(names))
