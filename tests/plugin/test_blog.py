"""Postmortems that are posts of Material's blog, which reads and places them itself."""

from __future__ import annotations

from tests.plugin.sites import Build
from tests.plugin.test_pages import one

POST = """---
date: {date}
id: {id}
---
# {title}

The feed stopped.

<!-- more -->

It was like {other}.
"""


def test_an_archive_among_the_posts_of_a_blog(build: Build) -> None:
    posts = "blog/posts/"
    first = POST.format(date="2025-03-14", id="INC-2025-001", title="Feed stopped", other="nothing else")
    second = POST.format(date="2025-06-01", id="INC-2025-008", title="Stopped again", other="INC-2025-001")
    built = build(
        {f"{posts}a.md": first, f"{posts}b.md": second, "blog/index.md": "# Blog\n"},
        "--strict",
        config={
            "theme": {"name": "material", "font": False},
            "plugins": ["search", "blog", {"postmortem": {"folder": "blog/posts", "select": ["PM8"]}}],
        },
    )
    assert built.code == 0, built.log
    assert [a["href"] for a in built.html("blog/posts/index.html").select(".pm-listing tbody a")] == [
        "../2025/06/01/stopped-again/",
        "../2025/03/14/feed-stopped/",
    ]
    page = built.html("blog/2025/06/01/stopped-again/index.html")
    assert one(page, "p:not(.pm-footer p) > a[href*=feed-stopped]")["href"] == "../../../03/14/feed-stopped/"
    assert "Feed stopped" in one(page, "p:not(.pm-footer p) > a[href*=feed-stopped][data-pm-card]")["title"]
    assert built.html("blog/index.html").select(".md-content .pm-header, .md-content .pm-footer") == []
