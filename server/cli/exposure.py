"""What the settings mean for who can listen in: said at the start, and by `doctor`."""

import ipaddress

from server.config import Settings


def warnings(settings: Settings) -> list[str]:
    """Sentences about what is not protected as the server is set up; none when all is well."""
    found = []
    if settings.proxies and settings.public_url is None:
        found.append(
            "SIXPARTY_PROXIES is set without SIXPARTY_PUBLIC_URL: links and QR codes show the "
            "address of each request, and cookies are limited to https only where the proxy says "
            "https; set the address that people type"
        )
    if settings.is_https and not settings.proxies:
        found.append(
            "SIXPARTY_PUBLIC_URL is https, so a proxy stands in front; without SIXPARTY_PROXIES "
            "(1 for one) everybody counts as one address, and failed tries of one shut out all"
        )
    if not settings.is_https and not settings.proxies and not _is_here(settings.host):
        found.append(
            "people come by plain http: whoever shares the network can read along and take over "
            "seats and passwords; for more than a classroom put https in front (server/deploy)"
        )
    if (settings.is_https or settings.proxies) and not _is_here(settings.host):
        found.append(
            f"the server listens on {settings.host}: whoever reaches it past the proxy can pretend "
            "to be at any address; let it listen on 127.0.0.1, or shut the port off"
        )
    return found


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
