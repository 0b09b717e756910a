"""Addresses that came with a request, before they are followed."""

from urllib.parse import urlsplit


def local_path(path: str, otherwise: str) -> str:
    """The path when it stays on this server, so that no link of ours leads elsewhere."""
    split = urlsplit(path)
    stays = not split.scheme and not split.netloc and path.startswith("/")
    clean = "\\" not in path and not path.startswith("//") and path.isprintable()
    return path if stays and clean else otherwise
