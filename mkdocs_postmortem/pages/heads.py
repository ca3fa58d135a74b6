"""What a generated page begins with."""

from __future__ import annotations

import html
import json


def head(title: str, toc: bool = False, authors: bool = False) -> str:
    """Return what a page begins with: its front matter and its heading.

    A search finds it, behind the documents. `authors` says that an author's words are in the title: they
    are shown as they are, whatever they hold.
    """
    title = " ".join(title.split())
    # Themes take a title from front matter for HTML.
    named = json.dumps(html.escape(title, quote=False) if authors else title, ensure_ascii=False)
    hidden = ("" if toc else "hide:\n  - toc\n") + "search:\n  boost: 0.5\n"
    return f"---\ntitle: {named}\n{hidden}---\n\n# {literal(title) if authors else title}\n\n"


def literal(text: str) -> str:
    """Return an author's text as Markdown that shows it as it is, whatever it holds."""
    return "".join(char if char.isalnum() or char in " ,.-" else f"&#{ord(char)};" for char in text)
