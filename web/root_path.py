"""The whole service below a prefix of somebody else's website, such as `/assistant`."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class RootPath:
    """Takes addresses with the prefix and without it, and leads back to those with it.

    Some proxies pass the prefix on and others take it off, and what asks the service itself, such
    as a health check, knows none.
    """

    def __init__(self, app: ASGIApp, root_path: str) -> None:
        """Be found below `root_path`, which begins with a slash and ends without; empty: at `/`."""
        self._app = app
        self._root = root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http" or not self._root:
            await self._app(scope, receive, send)
            return

        async def below(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                # What begins with a slash was written for the service alone.
                if headers.get("Location", "").startswith("/"):
                    headers["Location"] = self._root + headers["Location"]
            await send(message)

        path = scope["path"]
        is_passed_on = path == self._root or path.startswith(f"{self._root}/")
        whole = path if is_passed_on else self._root + path
        await self._app({**scope, "root_path": self._root, "path": whole}, receive, below)


def own_path(scope: Scope) -> str:
    """The address of a request as the routes have it, without the prefix.

    Starlette cuts the prefix off only where a slash follows, or nothing; so it is wherever
    `RootPath` has been, which puts it before what had none.
    """
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))
