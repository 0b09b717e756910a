"""Scripts and styles as they travel: without their comments, compressed once, kept until the file
changes. Other files go out as Flask sends them."""

import gzip
import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join

# Only comments that have their lines to themselves, so that nothing has to be parsed to find them.
_COMMENT_LINES = re.compile(
    rb"^[ \t]*(?://[^\n]*|/\*(?!!)(?:[^*]|\*(?!/))*\*/)[ \t]*\n", re.MULTILINE
)

_KINDS = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file ready to send."""

    plain: bytes
    packed: bytes
    tag: str


def install(app: Flask) -> None:
    """Serve the static folder through here."""
    app.view_functions["static"] = serve


def serve(filename: str) -> Response:
    """A static file; the browser asks each time whether its copy is still right."""
    path = Path(safe_join(str(current_app.static_folder), filename) or "")
    kind = _KINDS.get(path.suffix)
    if kind is None:
        return current_app.send_static_file(filename)
    try:
        status = path.stat()
    except OSError:
        raise NotFound from None
    asset = _asset(path, filename.startswith("vendor/"), status.st_mtime_ns, status.st_size)
    packs = bool(request.accept_encodings["gzip"])
    response = Response(asset.packed if packs else asset.plain, content_type=kind)
    if packs:
        response.content_encoding = "gzip"
    response.vary.add("Accept-Encoding")
    response.cache_control.no_cache = True
    response.set_etag(f"{asset.tag}{'-gz' if packs else ''}")
    response.make_conditional(request)
    return response


@lru_cache(maxsize=512)
def _asset(path: Path, vendored: bool, changed: int, size: int) -> Asset:
    del changed, size  # a new time or size is a new key
    plain = path.read_bytes() if vendored else without_comments(path.read_bytes())
    tag = blake2b(plain, digest_size=10).hexdigest()
    return Asset(plain, gzip.compress(plain, 9, mtime=0), tag)


def without_comments(text: bytes) -> bytes:
    """A script or style without the comments that stand on lines of their own; those that begin
    with `/*!` are licences and stay."""
    return _COMMENT_LINES.sub(b"", text)
