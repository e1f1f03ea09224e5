"""The widget as one script, made of the modules in `static/widget/`."""

import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "widget"
FIRST = "launching"
"""The module that starts it, and needs all others."""
KEPT = "public, max-age=600, stale-while-revalidate=86400"
"""For ten minutes pages ask nobody for the script; after that they ask while they use it."""
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./(\w+)\.js";\n', re.M)
_EXPORT = re.compile(r"^export ", re.M)
_COMMENT = re.compile(r"^ *(?:/\*(?:(?!\*/)[\s\S])*\*/|//.*)\n", re.M)
"""A comment on lines of its own: for who reads the modules, not for who loads them."""


@dataclass(frozen=True)
class Script:
    """The script as it is sent."""

    plain: bytes
    compressed: bytes
    etag: str


@lru_cache(maxsize=2)
def widget_script(clinic: str) -> Script:
    """The script for a clinic, with its details: they are shown where nothing else can be reached.

    Args:
        clinic: The reply of `GET /api/about`, as JSON.
    """
    # JSON is JavaScript; ASCII alone leaves nothing to how a page is encoded.
    details = json.dumps(json.loads(clinic))
    plain = f'(() => {{\n"use strict";\nconst CLINIC = {details};\n{_modules()}}})();\n'.encode()
    etag = f'"{hashlib.sha256(plain).hexdigest()[:20]}"'
    return Script(plain, gzip.compress(plain, 9, mtime=0), etag)


def without_comments(module: str) -> str:
    """A module without the comments that have lines of their own; behind code they stay."""
    return _COMMENT.sub("", module)


@lru_cache(maxsize=1)
def _modules() -> str:
    """All modules in one scope, each after those that it imports."""
    parts: dict[str, str] = {}

    def add(name: str) -> None:
        text = (FOLDER / f"{name}.js").read_text("utf-8")
        for needed in _IMPORT.findall(text):
            if needed not in parts:
                add(needed)
        parts[name] = without_comments(_EXPORT.sub("", _IMPORT.sub("", text)))

    add(FIRST)
    return "".join(parts.values())
