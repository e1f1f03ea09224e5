"""A clinic's own website, small and awkward: every page holds the one line that brings the chat."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from web.widget_script import widget_script

_STYLE = """
:root { color-scheme: light dark; }
body { font: 18px/1.5 Georgia, serif; margin: 24px; max-width: 60rem; }
h1 { color: darkslateblue; letter-spacing: 1px; }
@media (prefers-color-scheme: dark) { body { background: #111; color: #eee; }
  h1, a { color: lavender; } }
button { text-transform: uppercase; padding: 11px; }
"""

_HOSTILE = """
html { font-size: 3px !important; transform: none; }
body { direction: rtl; text-align: right; cursor: none; line-height: 0; letter-spacing: 20px;
  font-size: 3px !important; text-transform: uppercase; visibility: visible; }
body *:not(script) { all: unset !important; font-size: 3px !important; color: yellow !important;
  background: yellow !important; display: none !important; visibility: hidden !important;
  opacity: 0 !important; pointer-events: none !important; position: static !important;
  z-index: -1 !important; width: 0 !important; height: 0 !important; overflow: hidden !important;
  transform: translateX(-9999px) !important; animation: none !important; }
button, textarea, details, summary, ul, li, a, p, h2, form, label, input, dialog, [popover] {
  all: unset !important; display: none !important; font: 3px cursive !important; }
needlewise-chat { all: initial !important; display: none !important; filter: blur(9px) !important; }
::backdrop { background: red !important; }
* { --accent: yellow; --color: yellow; --bg: yellow; --radius: 99px; --space: 99px; }
#overlay.overlay { display: block !important; visibility: visible !important; inset: 0 !important;
  position: fixed !important; z-index: 2147483646 !important; pointer-events: auto !important;
  opacity: 1 !important; width: auto !important; height: auto !important;
  transform: none !important; background: rgb(255 255 0 / 0.2) !important; }
"""

_CHANGED_PROTOTYPES = """
"use strict";
Array.prototype.surprise = function () {};
Object.defineProperty(window, "$", { value: () => { throw new Error("not yours"); } });
"""


@dataclass
class HostSite:
    """The website; `gateway` is where its pages take the chat from, set before one is opened."""

    gateway: str = ""

    def app(self) -> Starlette:
        """The website as an application."""
        pages: dict[str, Callable[[], Response]] = {
            "/": lambda: self._page("Welcome", '<a href="/prices">Prices</a>'),
            "/prices": lambda: self._page("Prices", '<a href="/">Welcome</a>'),
            "/bare": lambda: self._page("Welcome", '<a href="/prices">Prices</a>', line=""),
            "/hostile": self._hostile,
            "/strict": self._strict,
            "/module": lambda: self._page(
                "Welcome", "A module.", line=self.line.replace("defer", 'type="module"')
            ),
            "/pasted": lambda: self._page(
                "Welcome", "A pasted script.", line=f"<script>{self.script()}</script>"
            ),
            "/inline": self._inline,
        }
        texts = {
            "/style.css": ("text/css", _STYLE),
            "/hostile.css": ("text/css", _HOSTILE),
            "/old-library.js": ("text/javascript", _CHANGED_PROTOTYPES),
            "/logo.svg": (
                "image/svg+xml",
                '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
                '<circle cx="20" cy="20" r="18" fill="teal"/></svg>',
            ),
        }
        return Starlette(
            routes=[
                *(Route(path, _page(made)) for path, made in pages.items()),
                *(Route(path, _text(kind, text)) for path, (kind, text) in texts.items()),
                Route("/with", self._with_attributes),
                Route("/favicon.ico", _text("image/x-icon", "")),
            ]
        )

    @property
    def line(self) -> str:
        """What a clinic pastes into its site."""
        return f'<script src="{self.gateway}/widget.js" defer></script>'

    def script(self) -> str:
        """The text of the script, as somebody might paste it."""
        return widget_script("{}").plain.decode()

    def policy(self) -> str:
        """The strictest policy of a host page under which the chat has to work."""
        return "; ".join(
            (
                "default-src 'none'",
                f"script-src {self.gateway}",
                f"connect-src {self.gateway}",
                f"img-src {self.gateway}",
                "style-src 'self'",
                "base-uri 'none'",
                "form-action 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types 'none'",
            )
        )

    def _page(
        self,
        title: str,
        content: str,
        *,
        line: str | None = None,
        head: str = "",
        headers: dict[str, str] | None = None,
    ) -> Response:
        line = self.line if line is None else line
        return HTMLResponse(
            f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} - Example Skin Clinic</title>
<link rel="stylesheet" href="/style.css">
{head}
{line}
</head>
<body>
<main>
<h1>{title}</h1>
<p>A page of the clinic's <b>own</b> website, long before there was a chat on it.</p>
<p>{content}</p>
<button type="button">Book</button>
</main>
</body>
</html>
""",
            headers=headers,
        )

    def _hostile(self) -> Response:
        return self._page(
            "Welcome",
            '</p><div id="overlay" class="overlay"></div><p>',
            head='<link rel="stylesheet" href="/hostile.css">'
            '<script src="/old-library.js"></script>',
        )

    def _strict(self) -> Response:
        return self._page(
            "Welcome", "Nothing inline.", headers={"Content-Security-Policy": self.policy()}
        )

    def _inline(self) -> Response:
        return self._page("Ask us", "</p><needlewise-chat></needlewise-chat><p>")

    def _with_attributes(self, request: Request) -> Response:
        """Place the element with the attributes of the query."""
        given = "".join(
            f" {name}={json.dumps(value)}" for name, value in request.query_params.items()
        )
        return self._page("Ask us", f"</p><needlewise-chat{given}></needlewise-chat><p>")


def _page(made: Callable[[], Response]) -> Callable[[Request], Response]:
    return lambda _: made()


def _text(kind: str, text: str) -> Callable[[Request], Response]:
    return lambda _: Response(text, media_type=kind)
