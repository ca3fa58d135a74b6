"""Turn a folder of incident postmortems into a checked, linked, charted archive."""

__version__ = "0.1.0"
