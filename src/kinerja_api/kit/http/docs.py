"""The interactive docs."""

from fastapi import APIRouter, FastAPI


def docs_router(app: FastAPI, *, is_demo: bool) -> APIRouter:
    """Return the docs router."""
    return APIRouter()
