"""Where this machine is in its network."""

import ipaddress
import socket
from pathlib import Path

_CONTAINER = Path("/.dockerenv")


def is_any(host: str) -> bool:
    """True for an address to listen on that is every network."""
    return host in ("0.0.0.0", "::", "")


def is_own(host: str | None) -> bool:
    """True for a host that only this machine itself reaches."""
    if host is None or host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def lan_address() -> str | None:
    """This machine's address in the local network; None when it is in none. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # TEST-NET: only asks which way packets would leave
            address: str = probe.getsockname()[0]
        except OSError:
            return None
    return None if ipaddress.ip_address(address).is_loopback else address


def reached_as() -> str | None:
    """The address by which other devices reach this machine, unless only its host knows it."""
    return None if _CONTAINER.exists() else lan_address()
