"""Whatever a template says, there is a template or a message, and never a traceback."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mkdocs_postmortem.pages import archive_parts, header_html
from mkdocs_postmortem.schema import front_matter_schema
from mkdocs_postmortem.settings import Settings
from mkdocs_postmortem.template import PROFILES, Template, TemplateError, site_template
from mkdocs_postmortem.template.content import TEMPLATE
from mkdocs_postmortem.template.packaged import default_file
from mkdocs_postmortem.template.skeleton import skeleton
from tests.pages.small_archive import generated
from tests.plugin.sites import document
from tests.template.sites import HERE, TODAY, archive_of, judged

DATA: dict[str, Any] = yaml.safe_load(default_file())
_ATOMS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 3),
    st.sampled_from(
        ["", " ", "#", "{", "draft", "never", "timeline", "impact", "severity", "P1", "A | B", "x" * 99]
    ),
    st.text(max_size=5),
)
_GARBAGE = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["key", "name", "title", "label", "replace", "remove", "add"]), inner, max_size=3
        ),
    ),
    max_leaves=6,
)


def _keys(key: str) -> list[str]:
    """Return the keys of a list of the default, and those of nothing."""
    return [str(entry.get("key", entry.get("name"))) for entry in DATA[key]] + ["nothing"]


def _removals(key: str) -> st.SearchStrategy[dict[str, Any]]:
    names = st.lists(st.sampled_from(_keys(key)[:-1]), max_size=9, unique=True)
    return st.fixed_dictionaries({"remove": names})


# Sound changes: anything may be taken out.
_LESS = st.fixed_dictionaries(
    {},
    optional={
        "sections": _removals("sections"),
        "fields": _removals("fields"),
        "impact": _removals("impact"),
        "metrics": _removals("metrics"),
        "milestones": _removals("milestones"),
        "questions": st.just({"replace": []}),
        "none": st.just({"replace": []}),
        "empty": st.just({"replace": []}),
        "answers": st.just({"yes": {"replace": []}, "no": {"replace": []}}),
        "words": st.just({key: {"replace": []} for key in DATA["words"]}),
        "page": st.just({"title_prefixes": {"replace": []}}),
        "vocabularies": st.just({"severity": {"replace": ["Only"]}, "priority": {"replace": ["One"]}}),
        "tables": st.just({"actions": {"columns": {"remove": ["owner", "due", "status"]}}}),
    },
)


def made(profile: str, changes: dict[str, Any]) -> tuple[Template | None, list[str]]:
    """Return the template, or None and what is wrong with it."""
    try:
        return site_template(profile, changes, HERE), []
    except TemplateError as error:
        return None, error.problems


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(st.sampled_from([*TEMPLATE.attributes, "nothing"]), _GARBAGE, max_size=3))
def test_garbage_is_told(changes: dict[str, Any]) -> None:
    template, problems = made("default", changes)
    assert (template is None) is bool(problems)
    assert all(problem.startswith("option `template") for problem in problems)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(_LESS, st.sampled_from(PROFILES))
def test_whatever_is_taken_out_everything_still_works(changes: dict[str, Any], profile: str) -> None:
    template, problems = made(profile, changes)
    # A metric can't do without its milestones.
    assert all("which is no milestone" in problem for problem in problems)
    if template is None:
        return
    documents = {
        "a.md": document().encode(),
        "b.md": document("INC-2025-002", severity="Only").encode(),
        "c.md": skeleton(template, "New", TODAY, "INC-2025-003", None).encode(),
    }
    judged(documents, template, levels={"PM": "warning"})
    archive = archive_of(documents, template)
    generated(archive, "definitions")
    front_matter_schema(template, Settings())
    for incident in archive.incidents:
        header_html(incident, archive, str, TODAY)
    for make in archive_parts(archive, str, TODAY).values():
        make()
