"""The Markdown of the pages that the archive has besides its documents."""

from __future__ import annotations

import json

from mkdocs_postmortem.archive import Archive
from mkdocs_postmortem.pages.places import ACTIONS, DEFINITIONS, INSIGHTS
from mkdocs_postmortem.template import Metric


def index_markdown(archive: Archive) -> str:
    """Return the Markdown of the archive's index page."""
    title = " ".join(archive.settings.title.split())
    return f"""---
title: {json.dumps(title, ensure_ascii=False)}
hide:
  - toc
---

# {title}

<!-- postmortem:summary -->

<!-- postmortem:charts -->

<!-- postmortem:table -->

[All action items]({ACTIONS}) · [Insights]({INSIGHTS}) · [How these times are counted]({DEFINITIONS})
"""


def actions_markdown() -> str:
    """Return the Markdown of the page of action items."""
    return """---
title: Action items
hide:
  - toc
---

# Action items

<!-- postmortem:actions -->
"""


def insights_markdown() -> str:
    """Return the Markdown of the page of insights."""
    return """---
title: Insights
hide:
  - toc
---

# Insights

<!-- postmortem:insights -->
"""


def definitions_markdown(archive: Archive) -> str:
    """Return the Markdown of the page that defines every figure that pages show."""
    template = archive.template
    words = {each.key: each.label[:1].lower() + each.label[1:] for each in template.milestones}
    end = words.get(archive.settings.downtime_end, archive.settings.downtime_end)
    parts = [_INTRODUCTION]
    parts += [_metric(metric, words, end) for metric in template.metrics]
    parts += [_SOURCES, "## Milestones\n\n" + _MILESTONES + _milestone_table(archive)]
    return "\n\n".join(parts) + "\n"


_INTRODUCTION = """---
title: How these times are counted
---

# How these times are counted

Every duration in this archive lies between two milestones of an incident's timeline. It is computed
from the timeline wherever both milestones are there, time zones and midnight considered."""

_SOURCES = """## Computed or stated

A duration without a remark is computed from the timeline. *As stated* means that the timeline lacks
one of the two milestones, and that the document's own figure is shown instead. A dash means that the
document gives neither, or says that there is nothing to count.

*From start of impact* marks a time to mitigate or to resolve that counts from the start of the impact
and not from detection, because that is what the document's own figure does.

## Few incidents

An average is never shown alone: one incident that took a month would hide fifty that took an hour.
The median is the duration that half of the incidents did not exceed, the 90th percentile the one that
nine in ten did not exceed; both come with the number of incidents behind them. With fewer than five
incidents they say little, and the page says so."""

_MILESTONES = """A row of the timeline is a milestone when it begins with one of these words, such as
`Detected: alert on the age of the data`. The first such row counts.

"""


def _metric(metric: Metric, words: dict[str, str], downtime_end: str) -> str:
    start, end = metric.bases["detection"]
    last = downtime_end if metric.key == "downtime" else words[end]
    text = f"## {metric.label}\n\nFrom *{words[start]}* to *{last}*."
    other = metric.bases["impact"][0]
    if other != start:
        text += f" Documents may also count it from *{words[other]}*; such a figure is marked."
    return text


def _milestone_table(archive: Archive) -> str:
    rows = ["| Milestone | Words |", "| --- | --- |"]
    for milestone in archive.template.milestones:
        tags = ", ".join(milestone.tags).replace("|", "\\|")
        rows.append(f"| {milestone.label[:1].upper() + milestone.label[1:]} | {tags} |")
    return "\n".join(rows)
