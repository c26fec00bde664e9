"""The tables of the queue library, as version 1.6 of it would install them.

Frozen here, because a migration must do tomorrow what it did today; a later version of the library that wants other
tables gets a migration of its own.
"""

from collections.abc import Iterator
from importlib.resources import files


def queue_statements() -> Iterator[str]:
    """Yield the statements that create the queue's tables."""
    text = files("kinerja_api.kit.db").joinpath("pgqueuer_1_6.sql").read_text(encoding="utf-8")
    yield from (statement.strip() for statement in text.split("-- next\n"))
