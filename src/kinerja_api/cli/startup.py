"""What must be right before anything is served: settings, secrets, port, database (R14)."""

import errno
import socket

from pydantic import ValidationError
from pydantic_settings import SettingsError

from kinerja_api.cli.faults import ExitCode, Fault, file_fault
from kinerja_api.cli.migrating import known_revisions
from kinerja_api.kit.db.checkup import Finding, NotConnected, connect, examine, place
from kinerja_api.kit.files import open_files
from kinerja_api.settings import PREFIX, Settings, load_settings

LEAST_DIFFERENT = 12  # of 32 random characters about 25 differ; "aaaa...", "changeme-changeme-..." have fewer
SHOWN_IN_EXAMPLES = ("change-me", "changeme", "ganti-saya", "example", "contoh", "secret-of")
BACKLOG = 2048


def read_settings() -> Settings:
    """Read the settings, or end with a line that names the wrong one and does not repeat its value."""
    try:
        return load_settings()
    except ValidationError as error:
        raise Fault("; ".join(_setting_lines(error)), ExitCode.SETTINGS) from None
    except SettingsError as error:
        message = f"a setting is not readable (lists are JSON): {error}"
        raise Fault(message, ExitCode.SETTINGS) from None
    except ValueError as error:
        raise Fault(str(error), ExitCode.SETTINGS) from None


def demand_production(settings: Settings) -> str:
    """Return the database URL; what only the demo may leave out must be set, and must not be an example."""
    tokens = settings.tokens
    given = {
        "KINERJA_DATABASE__URL": settings.database.url,
        "KINERJA_TOKENS__SECRET": tokens.secret,
        "KINERJA_SIGNING_SECRET": settings.signing_secret,
    }
    missing = [name for name, value in given.items() if value is None]
    if missing:
        hint = "`kinerja demo` needs no settings; for production see docs/operations.md"
        message = f"not set: {', '.join(missing)}; {hint}"
        raise Fault(message, ExitCode.SETTINGS)
    secrets = {"KINERJA_TOKENS__SECRET": tokens.secret, "KINERJA_SIGNING_SECRET": settings.signing_secret}
    if tokens.previous_secret is not None:
        secrets["KINERJA_TOKENS__PREVIOUS_SECRET"] = tokens.previous_secret
    seen: dict[str, str] = {}
    for name, secret in secrets.items():
        value = secret.get_secret_value() if secret else ""
        if (weakness := _weakness(value)) is not None:
            hint = """make one with: python3 -c "import secrets; print(secrets.token_urlsafe(32))\""""
            message = f"{name} is weak ({weakness}); {hint}"
            raise Fault(message, ExitCode.SETTINGS)
        if (other := seen.get(value)) is not None:
            message = f"{name} and {other} are the same; every key needs its own"
            raise Fault(message, ExitCode.SETTINGS)
        seen[value] = name
    _demand_files(settings)
    return settings.database.url.get_secret_value() if settings.database.url else ""


def _demand_files(settings: Settings) -> None:
    """Refuse an address of the store of files that names none, before somebody uploads to it."""
    try:
        open_files(settings.files_url, settings.data_dir, largest=settings.http.upload_limit)
    except ValueError as error:
        message = f"KINERJA_FILES_URL names no store of files, such as s3://bucket/prefix: {error}"
        raise Fault(message, ExitCode.SETTINGS) from None


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; a port in use is one clear line."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise file_fault(error, doing=f"cannot listen on {host}") from None
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            hint = "another program listens there; choose another port (PORT=8001 make run, or --port 8001)"
            message = f"port {port} on {host} is in use: {hint}"
            raise Fault(message, ExitCode.MACHINE) from None
        if error.errno == errno.EACCES:
            message = f"no right to listen on port {port}; choose one above 1023"
            raise Fault(message, ExitCode.MACHINE) from None
        raise file_fault(error, doing=f"cannot listen on {host}:{port}") from None
    listener.setblocking(False)  # noqa: FBT003  the name of the method says it
    return listener


def demand_free_port(host: str, port: int) -> None:
    """Say that a port is in use before minutes of preparation, not after."""
    listen(host, port).close()


async def demand_database(url: str, *, wait_seconds: float) -> list[Finding]:
    """Wait for the database for a while and refuse one that the service must not work on."""
    try:
        connection = await connect(url, wait_seconds=wait_seconds)
    except NotConnected as error:
        raise Fault(str(error), ExitCode.DATABASE) from None
    try:
        findings = await examine(connection, known_revisions())
    finally:
        await connection.close()
    for finding in findings:
        if not finding.is_good:
            message = f"{place(url)}: {finding.text}"
            raise Fault(message, ExitCode.DATABASE)
    return findings


def _weakness(secret: str) -> str | None:
    if any(word in secret.lower() for word in SHOWN_IN_EXAMPLES):
        return "it looks like a value from an example"
    if len(set(secret)) < LEAST_DIFFERENT:
        return "too few different characters"
    return None


def _setting_lines(error: ValidationError) -> list[str]:
    """Return a line for each wrong setting: its name in the environment and what is wrong, never its value."""
    lines = []
    for each in error.errors(include_input=False, include_url=False):
        name = PREFIX + "__".join(str(part).upper() for part in each["loc"]) if each["loc"] else ""
        if each["type"] == "extra_forbidden":
            lines.append(f"unknown setting in the environment: {name}; `kinerja doctor` lists the known ones")
        else:
            lines.append(f"{name}: {each['msg']}" if name else each["msg"].removeprefix("Value error, "))
    return lines
