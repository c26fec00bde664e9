"""The OpenAPI document."""

from fastapi import FastAPI


def describe(app: FastAPI) -> None:
    """Describe."""
