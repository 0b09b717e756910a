"""Addresses: those that came with a request, before they are followed, and those handed out.

The server may live under a path of a larger site: what `url_for` gives begins with that path, what
Flask calls the request's path does not.
"""

from urllib.parse import urljoin, urlsplit

from flask import request

from server.web.site.i18n import gettext as _
from server.web.site.network import is_own, reached_as
from server.web.site.parts import parts


def for_everybody(path: str) -> str:
    """The address of a path from `url_for`, on the public address when the site has one.

    Whoever opened the page on the server's own machine as localhost hands out the address that the
    machine has in its network, if it listens there.
    """
    return urljoin(f"{_root()}/", path)


def only_here() -> str | None:
    """What to say where `for_everybody` is no address for everybody: no phone gets there."""
    if not is_own(urlsplit(_root()).hostname):
        return None
    if parts().settings.everywhere:
        return _(
            "Only this computer can open that address. Open this page by the address that the "
            "computer has in the room's network, and phones get there too."
        )
    return _(
        "Only this computer can open that address: phones in the room cannot. Stop the server and "
        "start it again with --lan; seats and tables stay."
    )


def _root() -> str:
    settings = parts().settings
    if settings.public_url:
        return settings.public_url
    asked = urlsplit(request.url_root.rstrip("/"))
    address = reached_as() if settings.everywhere and is_own(asked.hostname) else None
    if address is not None:
        port = "" if asked.port is None else f":{asked.port}"
        asked = asked._replace(netloc=f"{address}{port}")
    return asked.geturl()


def local_path(path: str, otherwise: str) -> str:
    """The path when it stays on this server, so that no link of ours leads elsewhere."""
    split = urlsplit(path)
    stays = not split.scheme and not split.netloc and path.startswith("/")
    clean = "\\" not in path and not path.startswith("//") and path.isprintable()
    return path if stays and clean else otherwise
