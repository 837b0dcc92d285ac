"""Bytes become text: UTF-8, UTF-16 with a mark, GB18030; anything else is a Problem, never mojibake."""

from __future__ import annotations

import codecs
import re

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.report import Problem, ProblemKind
from claimlint.model.words import Words, both

_SIGNATURES = (
    (b"%PDF-", both(" PDF 文件", "a PDF")),
    (
        b"PK\x03\x04",
        both(" Word 一类的 zip 包（docx、xlsx、epub 等）", "a zip package such as Word's (docx, xlsx, epub ...)"),
    ),
    (b"\xd0\xcf\x11\xe0", both("旧的 Office 文件", "an old Office file")),
    (b"\x89PNG", both(" PNG 图片", "a PNG image")),
    (b"\xff\xd8\xff", both(" JPEG 图片", "a JPEG image")),
    (b"GIF8", both(" GIF 图片", "a GIF image")),
    (b"\x1f\x8b", both(" gzip 压缩文件", "a gzip archive")),
    (b"{\\rtf", both(" RTF 文件", "an RTF file")),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_COMMON_GB = re.compile(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]")  # signs and the 3,755 frequent characters
_SURROGATES = lazy("[\ud800-\udfff]")

_ENOUGH = 0.7  # share of frequent characters in real Chinese text; misread bytes stay well below


def decode(data: bytes, path: str) -> tuple[str | None, Problem | None]:
    """The text of ``data`` without byte order mark, or why there is none."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_utf16(data, path)
    binary = _binary(data, path)
    if binary is not None:
        return None, binary
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        return body.decode("utf-8"), None
    except UnicodeDecodeError as error:
        place = error.start + len(data) - len(body)
    text = _decode_gb18030(body) if len(body) == len(data) else None
    return (text, None) if text is not None else (None, _undecodable(data, place, path, "UTF-8"))


def _decode_utf16(data: bytes, path: str) -> tuple[str | None, Problem | None]:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as error:
        return None, _undecodable(data, error.start, path, "UTF-16")
    nul = text.find("\0")
    if nul >= 0:
        return None, _is_binary(2 + 2 * nul, both("有空字符", "NUL characters"), path)
    return text, None


def _decode_gb18030(data: bytes) -> str | None:
    """GB18030 takes almost any bytes: believe it only where the outcome looks like Chinese."""
    high = len(_HIGH.findall(data))
    if 2 * sum(map(len, _MULTIBYTE.findall(data))) > 1.4 * high:
        return None  # mostly sound UTF-8 that is damaged somewhere
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    foreign = expressions.sub(r"[\x00-\x7f]+", "", text)
    common = len(foreign.encode("gb2312", "ignore")) // 2
    frequent = len(_COMMON_GB.findall(foreign.encode("gb2312", "ignore")))
    return text if min(common, frequent) >= _ENOUGH * len(foreign) else None


def _binary(data: bytes, path: str) -> Problem | None:
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            return _is_binary(0, both(f"这是{name.zh}", f"it is {name}"), path)
    match = _CONTROLS.search(data)
    if match is None or (match.group() != b"\0" and len(_CONTROLS.findall(data)) * 50 < len(data)):
        return None
    what = both("有空字节", "a NUL byte") if match.group() == b"\0" else both("有控制字节", "control bytes")
    return _is_binary(match.start(), what, path)


def _is_binary(place: int, what: Words, path: str) -> Problem:
    return Problem(
        code="binary-file",
        message=both(f"不是文本文件：第 {place} 字节处{what.zh}", f"not a text file: {what} at byte {place}"),
        path=path,
        hint=both(
            "本版只读文本、Markdown 和 HTML：请另存为其中一种，或把它排除在外",
            "this version reads text, Markdown and HTML: save it as one of these, or exclude it",
        ),
        kind=ProblemKind.INCOMPLETE,
    )


def _undecodable(data: bytes, place: int, path: str, encoding: str) -> Problem:
    line = data.count(b"\n", 0, place) + 1
    byte = data[min(place, len(data) - 1)]
    return Problem(
        code="undecodable",
        message=both(
            f"无法解码：第 {place} 字节 0x{byte:02x} 不是 {encoding}",
            f"cannot be decoded: byte 0x{byte:02x} at byte {place} is not {encoding}",
        ),
        path=path,
        line=line,
        hint=both("请把文件存为 UTF-8", "save the file as UTF-8"),
        kind=ProblemKind.INCOMPLETE,
    )


def without_surrogates(text: str, path: str) -> tuple[str, tuple[Problem, ...]]:
    """A string that can be encoded: half characters become U+FFFD, and a note says so."""
    if text.isascii() or not _SURROGATES.search(text):
        return text, ()
    note = Problem(
        code="half-characters",
        message=both(
            "文中有不完整的字符（单个代理码元），已按 U+FFFD 读入",
            "the text holds half characters (lone surrogates); they were read as U+FFFD",
        ),
        path=path,
        hint=both("请从原始字节重新解码", "decode the text anew from its bytes"),
        kind=ProblemKind.NOTE,
    )
    return _SURROGATES.sub("\ufffd", text), (note,)
