"""Addresses: those that came with a request, before they are followed, and those handed out.

The server may live under a path of a larger site: what `url_for` gives begins with that path, what
Flask calls the request's path does not.
"""

from urllib.parse import urljoin, urlsplit

from flask import request

from server.web.site.parts import parts


def for_everybody(path: str) -> str:
    """The address of a path from `url_for`, on the public address when the site has one."""
    return urljoin(f"{parts().settings.public_url or request.url_root.rstrip('/')}/", path)


def local_path(path: str, otherwise: str) -> str:
    """The path when it stays on this server, so that no link of ours leads elsewhere."""
    split = urlsplit(path)
    stays = not split.scheme and not split.netloc and path.startswith("/")
    clean = "\\" not in path and not path.startswith("//") and path.isprintable()
    return path if stays and clean else otherwise
