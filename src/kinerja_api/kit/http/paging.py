"""The page parameters of every list."""

from typing import Annotated

from fastapi import Depends, Query, Request

from kinerja_api.kit.db.paging import PageOf

DEFAULT_LIMIT = 50
MOST = 200


async def _paging(
    request: Request,
    limit: Annotated[
        int, Query(ge=1, le=MOST, description="Banyaknya isi satu halaman. Items per page.", examples=[20])
    ] = DEFAULT_LIMIT,
    cursor: Annotated[
        str | None,
        Query(max_length=1024, description="Nilai `next` dari halaman sebelumnya. `next` of the page before."),
    ] = None,
) -> PageOf:
    filters = sorted((k, v) for k, v in request.query_params.multi_items() if k not in {"limit", "cursor"})
    # A cursor belongs to one list with these very filters (C19).
    scope = f"{request.scope['route'].operation_id}|{request.scope['path']}|{filters}"
    return PageOf(limit=limit, cursor=cursor, scope=scope, codec=request.app.state.cursors)


Paging = Annotated[PageOf, Depends(_paging)]
