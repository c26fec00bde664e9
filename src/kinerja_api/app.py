"""The composition root of HTTP: what is connected to what, read from top to bottom."""

import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from starlette.exceptions import HTTPException  # noqa: TID251  answered here, raised nowhere

from kinerja_api.api import EXAMPLE_IDS, ROUTERS, TAGS
from kinerja_api.identity.public import Principals, SignInTools
from kinerja_api.kit.clock import Clock, SystemClock
from kinerja_api.kit.db.engine import PoolLimits, open_connections
from kinerja_api.kit.db.uow import Database
from kinerja_api.kit.files import open_files
from kinerja_api.kit.http.answers import on_http_exception, on_problem, on_validation_error
from kinerja_api.kit.http.docs import docs_router
from kinerja_api.kit.http.health import Readiness, health_router
from kinerja_api.kit.http.middleware import CatchAll, HeadAsGet, RequestContext, SecurityHeaders, SizeLimit
from kinerja_api.kit.http.openapi import describe
from kinerja_api.kit.http.operations import Operations
from kinerja_api.kit.http.problem_pages import problem_pages
from kinerja_api.kit.http.uploads import FRAME
from kinerja_api.kit.ids import IdSource, Uuid7Ids
from kinerja_api.kit.jobs.queue import JobQueue
from kinerja_api.kit.problems import Problem
from kinerja_api.kit.security.cursors import CursorCodec
from kinerja_api.kit.security.passwords import PasswordHasherPool
from kinerja_api.kit.security.signing import Signer
from kinerja_api.kit.security.throttle import LoginThrottle, SubmissionThrottle
from kinerja_api.kit.security.tokens import TokenIssuer, TokenVerifier
from kinerja_api.organization.public import Agencies
from kinerja_api.settings import Settings
from kinerja_api.surveys.public import SurveyTools
from kinerja_api.worker import REACTIONS, Worker


def create_app(settings: Settings, *, clock: Clock | None = None, ids: IdSource | None = None) -> FastAPI:
    """Assemble the service; tests assemble it in exactly this way, with a clock of their own."""
    clock = clock or SystemClock()
    readiness = Readiness()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            database = connect(settings, clock=clock, ids=ids)
            stack.push_async_callback(database.close)
            _provide(app, settings, database, clock)
            await readiness.check_once(database)
            if settings.worker_in_process:
                await stack.enter_async_context(Worker(settings, database).running())
            yield

    app = FastAPI(
        title="kinerja-api",
        version="1.0.0",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        separate_input_output_schemas=False,
    )
    # The server drains before it stops listening (cli/serving.py): here it would be too late, the socket is closed.
    app.state.readiness = readiness
    app.router.routes.append(Operations(ROUTERS))
    app.include_router(health_router(readiness))
    app.include_router(problem_pages())
    if settings.http.docs:
        app.include_router(docs_router(app, is_demo=settings.demo))
    describe(app, tags=TAGS, ids=EXAMPLE_IDS)
    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(RequestValidationError, on_validation_error)
    app.add_exception_handler(HTTPException, on_http_exception)
    _wrap(app, settings)
    return app


def connect(
    settings: Settings, *, clock: Clock | None = None, ids: IdSource | None = None, is_durable: bool = True
) -> Database:
    """Return the database of these settings; what is written while it is not `is_durable` can be made again."""
    if settings.database.url is None:
        message = "KINERJA_DATABASE__URL is not set; `make run` uses the embedded PostgreSQL instead"
        raise ValueError(message)
    limits = PoolLimits(
        size=settings.database.pool_size,
        acquire_seconds=settings.database.acquire_seconds,
        statement_ms=settings.database.statement_ms,
        lock_ms=settings.database.lock_ms,
    )
    connections = open_connections(
        settings.database.url.get_secret_value(),
        limits,
        prepared_statements=settings.database.prepared_statements,
        is_durable=is_durable,
    )
    return Database(
        connections, clock=clock or SystemClock(), ids=ids or Uuid7Ids(), queue=JobQueue(), reactions=REACTIONS
    )


def sign_in_tools(settings: Settings, clock: Clock) -> SignInTools:
    """Return what signing in needs."""
    tokens = settings.tokens
    if tokens.secret is None:
        message = "KINERJA_TOKENS__SECRET must be set (32 random characters)"
        raise ValueError(message)
    secrets = [tokens.secret.get_secret_value()]
    if tokens.previous_secret is not None:
        secrets.append(tokens.previous_secret.get_secret_value())
    return SignInTools(
        issuer=TokenIssuer(secrets[0], issuer=tokens.issuer, audience=tokens.audience, clock=clock),
        verifier=TokenVerifier(
            secrets,
            issuer=tokens.issuer,
            audience=tokens.audience,
            clock=clock,
            longest_life=timedelta(seconds=tokens.access_seconds),
            longest_refresh_life=timedelta(seconds=tokens.refresh_seconds),
        ),
        hasher=PasswordHasherPool(),
        throttle=LoginThrottle(settings.throttle_url),
        access_life=timedelta(seconds=tokens.access_seconds),
        refresh_life=timedelta(seconds=tokens.refresh_seconds),
    )


def _provide(app: FastAPI, settings: Settings, database: Database, clock: Clock) -> None:
    """Put the long-lived parts where guards and routers find them."""
    if settings.signing_secret is None:
        message = "KINERJA_SIGNING_SECRET must be set (32 random characters)"
        raise ValueError(message)
    signer = Signer([settings.signing_secret.get_secret_value()])
    tools = sign_in_tools(settings, clock)
    app.state.settings = settings
    app.state.database = database
    app.state.principals = Principals(database, tools.verifier, timer=time.monotonic)
    app.state.agencies = Agencies(database)
    app.state.signer = signer
    app.state.cursors = CursorCodec(signer)
    app.state.files = open_files(settings.files_url, settings.data_dir / "evidence", largest=settings.http.upload_limit)
    app.state.surveys = SurveyTools(signer, SubmissionThrottle(settings.throttle_url), settings.http.public_url)
    app.state.sign_in = tools


def _wrap(app: FastAPI, settings: Settings) -> None:
    """Wrap the app in middleware; the last added is the outermost."""
    app.add_middleware(HeadAsGet)
    app.add_middleware(SizeLimit, limit=settings.http.body_limit, upload_limit=settings.http.upload_limit + FRAME)
    if settings.http.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(settings.http.cors_origins),
            allow_methods=["GET", "POST", "PATCH", "PUT", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key"],
            expose_headers=["ETag", "Location", "X-Request-Id", "Idempotent-Replayed", "Retry-After"],
        )
    app.add_middleware(CatchAll)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(RequestContext)
