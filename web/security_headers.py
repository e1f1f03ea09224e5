"""Response headers that tell a browser what the pages may do."""

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.root_path import own_path

WIDGET_SCRIPT = "/widget.js"
DESK = "/desk"
_CSP = "Content-Security-Policy"
_A_YEAR = 365 * 24 * 60 * 60
_OFF = """
accelerometer autoplay bluetooth browsing-topics camera display-capture encrypted-media
fullscreen gamepad geolocation gyroscope hid identity-credentials-get idle-detection local-fonts
magnetometer microphone midi payment picture-in-picture publickey-credentials-create
publickey-credentials-get screen-wake-lock serial storage-access usb web-share window-management
xr-spatial-tracking
"""
"""What a page could ask the browser for, and no page of ours does."""


def _policy(forms: str, *frames: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            f"form-action {forms}",
            " ".join(("frame-ancestors", *frames)),
        )
    )


_AT_THE_DESK = {
    _CSP: _policy("'self'", "'none'"),
    "X-Frame-Options": "DENY",
    # With `no-referrer` a browser sends its forms with `Origin: null`, and sign-in refuses them.
    "Referrer-Policy": "same-origin",
}
"""The front desk has forms, and no page may show it in a frame."""


class SecurityHeaders:
    """Adds the same headers to every response: nothing inline, nothing from elsewhere.

    The widget's script is the exception: any page may load it, and it holds no secret.
    """

    def __init__(self, app: ASGIApp, allowed_origins: Sequence[str]) -> None:
        """Let pages of `allowed_origins` show the chat in a frame."""
        self._app = app
        self._headers = {
            _CSP: _policy("'none'", "'self'", *allowed_origins),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _OFF.split()),
        }
        if not allowed_origins:
            # It cannot name an origin, and a browser that knows no `frame-ancestors` obeys it.
            self._headers["X-Frame-Options"] = "SAMEORIGIN"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = own_path(scope)
        is_widget = path == WIDGET_SCRIPT
        is_api = path.startswith("/api/")
        is_desk = path == DESK or path.startswith(f"{DESK}/")
        # It binds a whole host, and below a prefix that is somebody else's.
        is_held_to_https = scope["scheme"] == "https" and not scope.get("root_path")

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                if is_desk:
                    headers.update(_AT_THE_DESK)
                if is_widget:
                    headers["Access-Control-Allow-Origin"] = "*"
                headers["Cross-Origin-Resource-Policy"] = (
                    "cross-origin" if is_widget else "same-origin"
                )
                if is_api:
                    # Whoever opens it as a page gets a file, which no browser runs.
                    headers["Content-Disposition"] = 'attachment; filename="answer.json"'
                if is_held_to_https:
                    headers["Strict-Transport-Security"] = f"max-age={_A_YEAR}"
                # A page is asked for anew each time, an answer is never kept. The widget's script
                # and the clinic's details are for everybody: they say themselves how long.
                headers.setdefault("Cache-Control", "no-store" if is_api or is_desk else "no-cache")
            await send(message)

        await self._app(scope, receive, with_headers)
