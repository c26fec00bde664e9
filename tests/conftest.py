"""How the tests are shared out among processes; what they stand on is in tests/support/ground.py."""

import asyncio
import gc
from collections.abc import Callable
from pathlib import Path

import pytest
import uvloop

# xdist ships no types: mypy sees its classes as Any.
from xdist.remote import Producer  # type: ignore[import-untyped]
from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]

ROOT = Path(__file__).parent.parent
# As in the program (`kinerja_api.cli.serving`): what the tests load stays, and is not looked through all the time.
gc.set_threshold(100_000)
# They look from outside at what the other tests have measured part by part; measuring doubles the time of a test.
UNMEASURED = ("architecture", "e2e", "migrations")
# Two agencies live through a year before the sweeps begin (tests/security/conftest.py).
SHARED_GROUNDS = ("tests/security/",)


def pytest_configure(config: pytest.Config) -> None:
    """Load the ground where tests run: the process that only shares them out need not load the app."""
    shares_out = bool(getattr(config.option, "tx", None)) and not hasattr(config, "workerinput")
    if not shares_out:
        config.pluginmanager.import_plugin("tests.support.ground")


def pytest_collection_finish() -> None:
    """Leave what was loaded and collected out of every look for garbage, as the program does after its start."""
    gc.collect()
    gc.freeze()


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Run the tests on the loop that the program runs on."""
    return {"uvloop": uvloop.new_event_loop}


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a case of bytes by its place: bytes may hold the time they were made, and processes must agree on names."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the tests out of the measure that need not be in it, and begin with the files that wait the longest."""
    for item in items:
        if item.path.relative_to(ROOT / "tests").parts[0] in UNMEASURED:
            item.add_marker(pytest.mark.no_cover)
    # A long file that begins last leaves the other core idle; only e2e tests wait for processes, so they begin.
    items.sort(key=lambda item: "e2e" not in item.path.parts)


class ByGround(LoadFileScheduling):  # type: ignore[misc]
    """Keeps the tests of a file in one process, and those files together that stand on the same costly ground.

    The groups of xdist (`--dist loadgroup`) are not seen by pytest 9.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = str(super()._split_scope(nodeid))
        return next((ground for ground in SHARED_GROUNDS if file.startswith(ground)), file)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByGround:
    """Let every file or group of files be one part of the work."""
    return ByGround(config, log)
