"""Browsers in words."""

import pytest

from server.web.site.devices import device

_SAFARI = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 {}Safari/604.1"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Firefox/130.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/128 Safari/537.36 Edg/128.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/128.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_4) " + _SAFARI.format("Mobile/15E148 "), ""),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) " + _SAFARI.format(""), "Safari, macOS"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_with_its_system(agent: str, words: str) -> None:
    assert device(agent) == (words or ("Safari, iPhone" if "iPhone" in agent else ""))
