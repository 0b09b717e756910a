"""Files as Windows, macOS and Linux write them."""

import pytest

from server.storage.text_files import NotText, lines_of, text_of, unicode_of

TEXT = "name,table\r\nZoë Müller,1\r\n김민지,2\r\nИван Орлов,3\r\n"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8-sig", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", b"\xff\xfe\0\0"),
        ("utf-32-be", b"\0\0\xfe\xff"),
    ],
)
def test_unicode_is_read_with_and_without_its_mark(encoding: str, mark: bytes) -> None:
    assert text_of(mark + TEXT.encode(encoding)) == TEXT
    assert unicode_of(mark + TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("text", ["Müller;Zoë", "O’Neil – “Bo”", "Ångström, Øre", "Nuñez\tJosé"])
def test_what_western_windows_writes_is_read(text: str) -> None:
    assert text_of(text.encode("cp1252")) == text
    with pytest.raises(NotText):
        unicode_of(text.encode("cp1252"))


def test_what_an_older_mac_writes_is_read_where_it_can_be_told() -> None:
    assert text_of("René;Zoë Müller".encode("mac_roman")) == "René;Zoë Müller"


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("김민지", "cp949"),
        ("Иван", "cp1251"),
        ("Ян", "cp1251"),
        ("山田", "cp932"),
        ("דנה", "cp1255"),
    ],
)
def test_other_code_pages_are_refused_and_never_turned_into_other_names(
    name: str, encoding: str
) -> None:
    with pytest.raises(NotText) as refused:
        text_of(f"name\n{name}\n".encode(encoding))
    assert refused.value.line == 2


def test_half_a_character_is_no_text() -> None:
    for raw in (b"\xff\xfe\x41", b"\xef\xbb\xbf\xff", b"\xff\xfa"):
        with pytest.raises(NotText):
            text_of(raw)


def test_lines_end_as_they_do_anywhere() -> None:
    assert lines_of(b"a\r\nb\rc\nd") == ["a", "b", "c", "d"]
    assert lines_of("a\u2028b\nc".encode()) == ["a\u2028b", "c"]
