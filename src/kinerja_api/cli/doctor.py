"""What `kinerja doctor` shows: the effective settings, and whether what the service rests on is well."""

import json
from dataclasses import asdict, dataclass, field

import typer
from pydantic import BaseModel, SecretStr

from kinerja_api.cli.faults import Fault
from kinerja_api.cli.migrating import known_revisions
from kinerja_api.cli.startup import demand_production, read_settings
from kinerja_api.kit.db.checkup import Finding, NotConnected, connect, examine, examine_queue, place
from kinerja_api.settings import PREFIX, Settings, known_names


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as it is in effect; a secret's value is never shown."""

    name: str
    value: str
    default: str
    meaning: str
    is_secret: bool
    is_changed: bool


@dataclass(frozen=True)
class Report:
    """Everything that was looked at."""

    settings: list[Setting]
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Tell whether nothing stands against starting the service."""
        return all(finding.is_good for finding in self.findings)


async def diagnose() -> Report:
    """Look at settings, database, roles, schema and queue."""
    try:
        settings = read_settings()
    except Fault as fault:
        return Report(_describe(None), [Finding("settings", is_good=False, text=str(fault))])
    report = Report(_describe(settings))
    try:
        url = demand_production(settings)
    except Fault as fault:
        report.findings.append(Finding("settings", is_good=False, text=str(fault)))
        if settings.database.url is None:
            return report
        url = settings.database.url.get_secret_value()
    else:
        report.findings.append(Finding("settings", is_good=True, text="complete; no secret is weak"))
    report.findings.extend(await _look_at_database(url))
    return report


def print_report(report: Report, *, as_json: bool) -> None:
    """Print a report, for people or for programs."""
    if as_json:
        document = {
            "is_good": report.is_good,
            "findings": [asdict(finding) for finding in report.findings],
            "settings": [asdict(setting) for setting in report.settings],
        }
        typer.echo(json.dumps(document, indent=2, ensure_ascii=False))
        return
    typer.echo("Settings (* changed from the default)")
    for setting in report.settings:
        typer.echo(f"  {'*' if setting.is_changed else ' '} {setting.name} = {setting.value}")
        default = "" if setting.is_secret or not setting.is_changed else f" (default {setting.default})"
        typer.echo(f"      {setting.meaning}{' [secret]' if setting.is_secret else ''}{default}")
    typer.echo("\nChecks")
    for finding in report.findings:
        typer.echo(f"  {'ok  ' if finding.is_good else 'FAIL'}  {finding.name:<11} {finding.text}")


async def _look_at_database(url: str) -> list[Finding]:
    try:
        connection = await connect(url)
    except NotConnected as error:
        return [Finding("database", is_good=False, text=str(error))]
    try:
        findings = await examine(connection, known_revisions())
        if all(finding.is_good for finding in findings):
            findings.append(await examine_queue(connection))
    finally:
        await connection.close()
    return [Finding("database", is_good=True, text=f"{place(url)} answers"), *findings]


def _describe(settings: Settings | None) -> list[Setting]:
    """Return every setting; without readable settings, their names, defaults and meanings alone."""
    described = []
    for name, meaning in known_names().items():
        path = [part.lower() for part in name.removeprefix(PREFIX).split("__")]
        default = _default(path)
        value = default if settings is None else _value(settings, path)
        is_secret = _is_secret(path)
        described.append(
            Setting(
                name,
                "not readable" if settings is None else _shown(value, is_secret=is_secret),
                _shown(default, is_secret=is_secret),
                meaning,
                is_secret,
                value != default,
            )
        )
    return described


def _value(settings: BaseModel, path: list[str]) -> object:
    value: object = settings
    for part in path:
        value = getattr(value, part)
    return value


def _default(path: list[str]) -> object:
    model: type[BaseModel] = Settings
    for group in path[:-1]:
        model = type(model.model_fields[group].default)
    return model.model_fields[path[-1]].default


def _is_secret(path: list[str]) -> bool:
    model: type[BaseModel] = Settings
    for group in path[:-1]:
        model = type(model.model_fields[group].default)
    return "SecretStr" in str(model.model_fields[path[-1]].annotation)


def _shown(value: object, *, is_secret: bool) -> str:
    if value is None:
        return "not set"
    if isinstance(value, SecretStr):
        return f"set, {len(value.get_secret_value())} characters"
    return "hidden" if is_secret else str(value)
