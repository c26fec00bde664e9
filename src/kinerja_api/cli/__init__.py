"""The command line `kinerja`: serve, demo, worker, migrate, openapi, policies, doctor."""

from kinerja_api.cli.commands import main

__all__ = ["main"]
