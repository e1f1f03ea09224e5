"""Whether the process is up, whether an answer would come back, and what Prometheus reads."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from web.contract import Ready, Up
from web.errors import ApiError
from web.service import service_of


async def healthz(_: Request) -> Response:
    """`GET /healthz`."""
    return JSONResponse(Up().model_dump())


async def readyz(request: Request) -> Response:
    """`GET /readyz`."""
    if not await service_of(request).readiness.is_ready():
        raise ApiError("not_ready", retry_after=2)
    return JSONResponse(Ready().model_dump())


async def metrics(request: Request) -> Response:
    """`GET /metrics`, for a caller on this machine."""
    return await service_of(request).metrics.show(request)
