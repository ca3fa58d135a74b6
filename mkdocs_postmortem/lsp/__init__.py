"""The language server: findings, fixes and the rules' texts in an editor, while somebody writes.

Needs the extra `mkdocs-postmortem[lsp]`; only `server.py` and `messages.py` import what it brings.
"""
