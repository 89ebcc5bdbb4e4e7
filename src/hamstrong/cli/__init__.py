"""The command line: one small file per command."""

from hamstrong.cli.app import app, main

__all__ = ["app", "main"]
