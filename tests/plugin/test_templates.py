"""Templates of a site's own, in real builds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mkdocs_postmortem.pages import TemplateFault, Templates, header_html, rendered_with
from tests.pages.small_archive import STALE, TODAY, make_incident, url_for
from tests.plugin.sites import Build, Built, document
from tests.plugin.test_pages import TWO, one, words

PAGE = "postmortems/2025-03-14-a/index.html"
DOCS = Path(__file__).parents[2] / "docs" / "your-own-look.md"


def with_templates(build: Build, *arguments: str, **templates: str) -> Built:
    """Build a site with templates of its own, given by name without ending."""
    files: dict[str, str | bytes] = {
        f"../overrides/postmortem/{name}.html": text for name, text in templates.items()
    }
    theme = {"name": "mkdocs", "custom_dir": "overrides"}
    return build({**TWO, **files}, *arguments, config={"theme": theme})


def test_the_example_of_the_documentation(build: Build) -> None:
    example = re.search(r"```html\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    built = with_templates(build, "--strict", header=example[1])
    assert built.code == 0, built.log
    page = built.html(PAGE)
    assert one(page, ".pm-header").select(".pm-badge")
    channel = one(page, "p.channel a")
    assert channel["href"] == "https://chat.example/channel/inc-2025-001"
    assert words(channel) == "The channel of INC-2025-001"
    assert "postmortem/header.html" not in built.files()


def test_any_template_can_be_replaced_also_one_that_ours_include(build: Build) -> None:
    text = "<p class=mine>{{ bar.marks|length }} of {{ figures|length }}, {{ duration(90) }}</p>"
    built = with_templates(build, "--strict", bar=text, summary="<p id=sum>{{ _('Insights') }}</p>")
    assert built.code == 0, built.log
    assert words(one(built.html(PAGE), ".pm-header p.mine")) == "7 of 4, 1 h 30 min"
    assert words(one(built.html("postmortems/index.html"), "#sum")) == "Insights"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '{% include "default/header.html" %}\n{{ incidnt.id }}',
            "header.html:2: `incidnt` is not defined; did you mean `incident`?",
        ),
        ("<p>\n{% if x %}\n</p>", "header.html:3: Unexpected end of template."),
        ('\n\n{% include "bars.html" %}', "header.html:3: there is no template `bars.html`"),
        ("{{ 1 / 0 }}", "header.html:1: division by zero"),
        (
            "{{ incident.nonsense }}",
            "header.html:1: 'mkdocs_postmortem.archive.model.Incident object' has",
        ),
        ("{{ incident.title|lowr }}", "header.html:1: No filter named 'lowr'."),
    ],
)
def test_a_mistake_is_said_with_its_line(build: Build, text: str, message: str) -> None:
    built = with_templates(build, header=text)
    assert built.code == 1
    assert f"ERROR   -  postmortem: overrides/postmortem/{message}" in built.log
    assert "Traceback" not in built.log


def test_a_name_that_replaces_nothing_is_a_warning(build: Build) -> None:
    built = with_templates(
        build, heder="x", part="y", footer='{% include "part.html" %}{% include "default/footer.html" %}'
    )
    assert built.code == 0, built.log
    assert [line for line in built.log.splitlines() if "overrides" in line] == [
        "WARNING -  overrides/postmortem/heder.html: there is no template of this name, and none includes "
        "it; did you mean `header.html`?"
    ]
    assert "y" in words(built.html(PAGE))


def test_what_an_author_wrote_is_escaped_in_any_template(build: Build) -> None:
    files = {"postmortems/a.md": document(title="A <b>bold</b> title")}
    files["../overrides/postmortem/header.html"] = "<p id=t>{{ incident.document.title }}</p>"
    built = build(files, config={"theme": {"name": "mkdocs", "custom_dir": "overrides"}})
    assert built.code == 0, built.log
    place = one(built.html("postmortems/a/index.html"), "#t")
    assert words(place) == "A <b>bold</b> title"


def test_templates_of_one_site_are_none_of_anothers(tmp_path: Path) -> None:
    incident, archive = make_incident(STALE)
    usual = header_html(incident, archive, url_for, TODAY)
    (tmp_path / "header.html").write_text("mine: {{ incident.id }}", encoding="utf-8")
    with rendered_with(Templates(tmp_path)):
        assert header_html(incident, archive, url_for, TODAY).startswith("mine: INC-2026-014")
        with rendered_with(Templates()):
            assert header_html(incident, archive, url_for, TODAY) == usual
    (tmp_path / "header.html").write_text("{{ wrong }}", encoding="utf-8")
    with pytest.raises(TemplateFault), rendered_with(Templates(tmp_path)):
        header_html(incident, archive, url_for, TODAY)
    assert header_html(incident, archive, url_for, TODAY) == usual


def test_a_template_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "header.html").write_bytes(b"\xff\xfe")
    with pytest.raises(TemplateFault, match=r"header\.html: is not valid UTF-8"):
        Templates(tmp_path).check()


def test_a_style_sheet_of_the_site_has_the_last_word(build: Build) -> None:
    config = {"extra_css": ["own.css"]}
    built = build({**TWO, "own.css": ":root { --pm-sev-1: red; }"}, "--strict", config=config)
    sheets = [str(each["href"]) for each in built.html("index.html").select("link[rel=stylesheet]")]
    assert sheets.index("assets/postmortem/postmortem.css") < sheets.index("own.css")
