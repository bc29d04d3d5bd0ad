"""Decoding: encodings, byte order marks, newlines, and what is no text at all."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import InputError
from auditor.reading.files import decode, read_file

LINE = "Zoë said “fine” – and left.\r\nThen naïve Łukasz came.\n"
SCALARS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1)


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8-sig", b""), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"), ("utf-16-le", b"")],
)
def test_unicode_encodings_give_the_same_text(encoding: str, mark: bytes) -> None:
    file = decode("a.txt", mark + LINE.encode(encoding))
    assert file.text == LINE
    assert file.encoding.startswith(encoding.removesuffix("-sig"))


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Café déjà vu – we said “yes” to Zoë’s naïve idea about the fiancée."),
        ("cp1252", "She said “fine” and left."),
        ("latin-1", "Größe und Übung: wir müssen das prüfen, bevor die Ärzte kommen."),
        ("cp1251", "Мы думаем, что это хорошая идея, и поэтому продолжим работу."),
        ("cp1250", "Zażółć gęślą jaźń, a potem idziemy do domu."),
        ("shift_jis", "これは日本語のテストです。会議を始めましょう。"),
        ("gb18030", "我们认为这个方法很有意思,因为它能帮助大家。"),
    ],
)
def test_legacy_encodings(encoding: str, text: str) -> None:
    assert decode("a.txt", text.encode(encoding)).text == text


@given(SCALARS)
def test_utf8_is_kept_character_by_character(text: str) -> None:
    assert decode("a.txt", ("words " + text).encode()).text == "words " + text


def test_a_damaged_utf8_file_keeps_its_good_characters() -> None:
    data = ("Müller, Größe, Übung, señor, naïve. " * 3).encode() + b"\xc3"
    file = decode("a.txt", data)
    assert file.text.startswith("Müller, Größe") and file.text.endswith("\ufffd")
    assert file.encoding == "utf-8 (damaged)"


def test_lines_end_at_every_kind_of_newline_and_nowhere_else() -> None:
    file = decode("a.txt", "one\r\ntwo\rthree\nfour\u2028still four\x0bstill".encode())
    assert [file.line_of(file.text.index(word)) for word in ("one", "two", "three", "four", "still")] == [1, 2, 3, 4, 4]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "white space"),
        (b" \n\t\r\n", "empty"),
        ("\u3000\n\u00a0".encode(), "white space"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "ZIP"),
        (bytes(range(256)) * 4, "binary"),
        (b"\xff\xfea\x00b", "cut off"),
    ],
)
def test_what_is_no_text_is_one_clear_line(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        decode("a.txt", data)
    assert "\n" not in str(caught.value) and str(caught.value).startswith("a.txt")


def test_a_stray_nul_does_not_make_a_file_binary() -> None:
    assert decode("a.txt", b"Good words \x00 go on here, and on.").text.count("\x00") == 1


def test_words_that_look_like_a_magic_number_are_words() -> None:
    assert decode("a.txt", b"RIFF between two teams").text == "RIFF between two teams"


def test_missing_file_and_directory(tmp_path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_file(str(tmp_path / "none.txt"))
    with pytest.raises(InputError, match="directory"):
        read_file(str(tmp_path))
    with pytest.raises(InputError):
        read_file("a\x00b")


def test_standard_input(monkeypatch) -> None:
    class Stdin:
        buffer = io.BytesIO(b"Anna: hello there\n")

    monkeypatch.setattr("sys.stdin", Stdin())
    file = read_file("-")
    assert (file.path, file.text) == ("-", "Anna: hello there\n")
