"""Runs the server in this process and this loop, and ends it in order when a signal comes (R13)."""

import asyncio
import contextlib
import gc
import signal
import socket
from collections.abc import Awaitable, Callable, Generator
from dataclasses import dataclass

import structlog
import uvicorn
import uvloop
from fastapi import FastAPI

from kinerja_api.cli.faults import ExitCode, Fault
from kinerja_api.cli.startup import listen

GRACEFUL_SECONDS = 25
LOOKED_THROUGH_AFTER = 100_000  # new objects, instead of 700 or 2,000
SETTLED_AFTER = 0.5  # seconds, so that the first answers need not wait for it
NOTICE_SECONDS = 0.1  # within which the loop has heard of a signal
KEEP_ALIVE_SECONDS = 65  # longer than a reverse proxy's own, so that it never sends into a closing connection

log = structlog.get_logger(__name__)


class Stopping:
    """What SIGINT and SIGTERM do: end preparation at once, end a running service in order."""

    def __init__(self, task: "asyncio.Task[object]") -> None:
        self._task = task
        self._react: Callable[[signal.Signals], None] | None = None
        self.received: signal.Signals | None = None

    def receive(self, number: signal.Signals) -> None:
        """Take a signal."""
        self.received = number
        if self._react is not None:
            self._react(number)
        else:
            self._task.cancel()

    @contextlib.contextmanager
    def handled(self, react: Callable[[signal.Signals], None]) -> Generator[None, None, None]:
        """Let `react` answer signals while the block runs."""
        self._react = react
        try:
            yield
        finally:
            self._react = None


@dataclass(frozen=True, slots=True)
class Listening:
    """Where to listen, whose forwarded headers are believed (S34: nobody's unless named), how long to drain."""

    host: str = "127.0.0.1"
    port: int = 8000
    trusted_proxies: tuple[str, ...] = ()
    drain_seconds: float = 0.0


class Server(uvicorn.Server):
    """A server that leaves signals to `Stopping`; uvicorn's own way ends the process before clean-up could run."""

    def __init__(self, config: uvicorn.Config, on_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_started = on_started

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Leave the signals alone."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        asyncio.get_running_loop().call_later(SETTLED_AFTER, _settle)
        self._on_started()


def _settle() -> None:
    """Let go of what only loading needed; what stays the collector need not walk through again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(LOOKED_THROUGH_AFTER)


def run_until_told(work: Callable[[Stopping], Awaitable[None]]) -> None:
    """Run work in a new loop until it ends or a signal asks for the end; being asked is no error."""

    async def main() -> None:
        task = asyncio.current_task()
        if task is None:  # pragma: no cover  a coroutine that runs has a task
            return
        stopping = Stopping(task)
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stopping.receive, number)
        try:
            await work(stopping)
        except asyncio.CancelledError:
            if stopping.received is None:
                raise
        except Exception:
            # Ctrl-C reaches every program of the terminal: a child's failure may come before our own notice of it.
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.sleep(NOTICE_SECONDS)
            if stopping.received is None:
                raise

    uvloop.run(main())


async def serve(app: FastAPI, where: Listening, stopping: Stopping, on_started: Callable[[], None]) -> None:
    """Serve until a signal: SIGTERM first fails /readyz for the set time, so that a balancer looks elsewhere."""
    server = Server(_config(app, where), on_started)

    def react(number: signal.Signals) -> None:
        if server.should_exit:
            server.force_exit = number is signal.SIGINT
            return
        app.state.readiness.drain()
        delay = where.drain_seconds if number is signal.SIGTERM else 0
        log.info("stopping", signal=number.name, drain_seconds=delay)
        asyncio.get_running_loop().call_later(delay, setattr, server, "should_exit", True)  # noqa: FBT003  setattr's own

    listener = listen(where.host, where.port)
    try:
        with stopping.handled(react):
            await server.serve([listener])
    except SystemExit:
        message = "the service could not start; the log above says why"
        raise Fault(message, ExitCode.DATABASE) from None
    finally:
        listener.close()


def _config(app: FastAPI, where: Listening) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=where.host,
        port=where.port,
        loop="none",
        http="httptools",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(where.trusted_proxies),
        forwarded_allow_ips=list(where.trusted_proxies),
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACEFUL_SECONDS,
    )
