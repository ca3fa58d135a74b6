"""Pages: the HTML and Markdown that readers of the archive see. Knows no engine."""

from __future__ import annotations

from mkdocs_postmortem.pages.cards import Cards
from mkdocs_postmortem.pages.charts import has_chart
from mkdocs_postmortem.pages.edits import edit_page
from mkdocs_postmortem.pages.folds import fold
from mkdocs_postmortem.pages.footer import FindingView, findings_html, footer_html
from mkdocs_postmortem.pages.generated import GeneratedPage, generated_pages
from mkdocs_postmortem.pages.header import header_html
from mkdocs_postmortem.pages.lead import in_place_of_lead, lead_html, page_title
from mkdocs_postmortem.pages.marks import keep_whole
from mkdocs_postmortem.pages.overview import archive_parts
from mkdocs_postmortem.pages.places import CSS, JS, PLOTLY_JS, plotly_js_path, theme_dir
from mkdocs_postmortem.pages.rendering import TemplateFault, Templates, rendered_with
from mkdocs_postmortem.pages.searching import Searched, searched_incident, searched_page
from mkdocs_postmortem.pages.slots import (
    SLOT,
    UNSEARCHED,
    Part,
    SlotProblem,
    fill,
    make_ahead,
    mark_slots,
    slot,
)
from mkdocs_postmortem.pages.text import UrlFor

__all__ = [
    "CSS",
    "JS",
    "PLOTLY_JS",
    "SLOT",
    "UNSEARCHED",
    "Cards",
    "FindingView",
    "GeneratedPage",
    "Part",
    "Searched",
    "SlotProblem",
    "TemplateFault",
    "Templates",
    "UrlFor",
    "archive_parts",
    "edit_page",
    "fill",
    "findings_html",
    "fold",
    "footer_html",
    "generated_pages",
    "has_chart",
    "header_html",
    "in_place_of_lead",
    "keep_whole",
    "lead_html",
    "make_ahead",
    "mark_slots",
    "page_title",
    "plotly_js_path",
    "rendered_with",
    "searched_incident",
    "searched_page",
    "slot",
    "theme_dir",
]
