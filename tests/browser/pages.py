"""The pages of the demo that the browser looks at. Whoever adds a kind of page adds one of them here."""

from __future__ import annotations

INDEX = "postmortems/"
ACTIONS = "postmortems/actions/"
INSIGHTS = "postmortems/insights/"
MAP = "postmortems/map/"
DEFINITIONS = "postmortems/definitions/"
# Seven milestones, charts in its footer's company, actions that are late, a row that is linked.
INCIDENT = "postmortems/2025-06-16-serving-pool-exhausted-by-live-tiles/"
# A log that is folded, a timeline over midnight, a downtime that is none.
FOLDED = "postmortems/2025-05-24-freshness-alert-fires-all-night/"
RECURRING = "postmortems/recurrence/"
# Two actions that were done too late.
RECURRENCE = "postmortems/recurrence/2024-02-28-order-events-unreadable-after-rename/"
# A page with a chart of one severity, one with all of its parts, and one that compares.
SEVERITY = "postmortems/severity/p1/"
SERVICE = "postmortems/service/streaming/"
SERVICES = "postmortems/service/"

# One of each kind of page that the plugin makes or changes.
OURS = {
    "index": INDEX,
    "actions": ACTIONS,
    "insights": INSIGHTS,
    "map": MAP,
    "definitions": DEFINITIONS,
    "incident": INCIDENT,
    "folded": FOLDED,
    "recurring": RECURRING,
    "recurrence": RECURRENCE,
    "severity": SEVERITY,
    "service": SERVICE,
    "services": SERVICES,
}
# Pages of the documentation around them.
AROUND = {"home": "", "rules": "rules/", "configuration": "configuration/"}
