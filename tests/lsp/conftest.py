"""The site of the command's tests serves the language server's too."""

from tests.cli.conftest import site as site
