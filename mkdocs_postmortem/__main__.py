"""`python -m mkdocs_postmortem` is the command."""

from mkdocs_postmortem.cli import main

main(prog_name="postmortem")
