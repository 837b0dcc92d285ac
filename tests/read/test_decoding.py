"""Bytes to text: encodings, and what is no text."""

from __future__ import annotations

import pytest

from claimlint.model.report import ProblemKind
from claimlint.read import READERS, format_of, read_bytes, read_text

TEXT = "慢性肾病患者的随访：每三个月复查一次，eGFR低于60者转诊。"

READABLE = {
    "utf-8": TEXT.encode(),
    "utf-8 with mark": b"\xef\xbb\xbf" + TEXT.encode(),
    "utf-16 le": b"\xff\xfe" + TEXT.encode("utf-16-le"),
    "utf-16 be": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "gb18030": TEXT.encode("gb18030"),
    "gbk": TEXT.encode("gbk"),
}


@pytest.mark.parametrize("data", READABLE.values(), ids=READABLE.keys())
def test_readable(data: bytes) -> None:
    document, problems = read_bytes(data, path="稿.txt")
    assert not problems
    assert document is not None
    assert document.raw == document.text == TEXT
    assert len(document.sha256) == 64


UNREADABLE = {
    "damaged utf-8": ((TEXT * 3).encode()[:-1], "undecodable", "byte 240"),
    "one bad byte": (("甲" * 50).encode() + b"\xff" + ("乙" * 50).encode(), "undecodable", "byte 150"),
    "latin-1": ("Crème brûlée à la façon, déjà vu".encode("latin-1"), "undecodable", "byte 2"),
    "big5": ("慢性腎臟病患者應該每三個月回診一次並且檢查尿液".encode("big5"), "undecodable", "byte 0"),
    "odd utf-16": (b"\xff\xfe" + "甲乙".encode("utf-16-le")[:-1], "undecodable", "UTF-16"),
    "utf-16 without mark": ("draft 甲".encode("utf-16-le"), "binary-file", "NUL"),
    "nul": (b"abc\0def", "binary-file", "byte 3"),
    "pdf": (b"%PDF-1.7\n...", "binary-file", "a PDF"),
    "zip": (b"PK\x03\x04....", "binary-file", "zip"),
    "png": (b"\x89PNG\r\n\x1a\n", "binary-file", "PNG"),
    "noise": (bytes(range(1, 32)) * 4, "binary-file", "control bytes"),
}


@pytest.mark.parametrize(("data", "code", "words"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_unreadable(data: bytes, code: str, words: str) -> None:
    document, (problem,) = read_bytes(data, path="稿.txt")
    assert document is None
    assert (problem.code, problem.kind, problem.path) == (code, ProblemKind.INCOMPLETE, "稿.txt")
    assert words in problem.message
    assert problem.hint


def test_the_line_of_a_bad_byte_is_named() -> None:
    _, (problem,) = read_bytes("甲。\n乙。\n".encode() + b"\xff", path="a.txt")
    assert problem.line == 3


def test_empty() -> None:
    document, problems = read_bytes(b"", path="a.md")
    assert document is not None
    assert (document.text, document.blocks, problems) == ("", (), ())


FORMATS = {
    "text": ("a.txt", "text"),
    "upper case": ("A.TXT", "text"),
    "markdown": ("b/草稿.md", "markdown"),
    "html": ("c.htm", "html"),
    "unknown": ("d.xyz", None),
    "none": ("LICENSE", None),
}


@pytest.mark.parametrize(("path", "expected"), FORMATS.values(), ids=FORMATS.keys())
def test_format_of(path: str, expected: str | None) -> None:
    assert format_of(path) == expected


def test_the_name_decides_and_format_overrules_it() -> None:
    by_name, _ = read_bytes("# 标题".encode(), path="a.md")
    told, _ = read_bytes("# 标题".encode(), path="a.md", format="text")
    assert by_name is not None
    assert told is not None
    assert (by_name.format, told.format) == ("markdown", "text")


@pytest.mark.parametrize(
    "read", [lambda: read_text("甲", format="odt"), lambda: read_bytes(b"", path="a", format="odt")]
)
def test_unknown_format(read) -> None:  # type: ignore[no-untyped-def]
    document, (problem,) = read()
    assert document is None
    assert problem.code == "unknown-format"
    assert all(name in problem.hint for name in READERS)


def test_half_characters_are_replaced_with_a_note() -> None:
    document, (note,) = read_text("甲\ud800乙", format="markdown")
    assert document is not None
    assert document.text == "甲\ufffd乙"
    assert note.kind is ProblemKind.NOTE


def test_suffixes_belong_to_one_format() -> None:
    suffixes = [suffix for reader in READERS.values() for suffix in reader.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in suffixes)
