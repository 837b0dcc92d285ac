"""Compiled expressions kept between runs are the same expressions, and are done without when they do not fit."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from claimlint.language import compiled as kept

EXPRESSIONS = [
    (r"(?P<year>(?:19|20)\d{2})\s?年(?:\d{1,2}月)?", 0),
    (r"(?i:n)\s?=\s?(\d+)|[㐀-鿿]{2,4}?(?=研究)", 0),
    (r"\bp(?:ubmed)?\b[:：]\s{0,2}(\d+)", re.IGNORECASE),
    (r"^(?P<a>x)(?P=a)?(?<!y)[^\d\s]+$", re.MULTILINE),
]
TEXT = "2021年3月的研究 N = 12，PUBMED：33\nxx很好\n某某研究"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder, and nothing recalled."""
    monkeypatch.setenv("CLAIMLINT_CACHE_DIR", str(tmp_path))
    for name, empty in (("_programs", {}), ("_notes", {}), ("_new", []), ("_keeping", [])):
        monkeypatch.setattr(kept, name, empty)
    return tmp_path


def forget() -> None:
    """As if the process had ended."""
    kept._programs.clear()
    kept._notes.clear()
    kept._new.clear()
    kept._keeping.clear()


def keep() -> None:
    kept.recall()
    for source, flags in EXPRESSIONS:
        kept.compiled(source, flags)
    kept.remember()
    forget()


@pytest.mark.parametrize(("source", "flags"), EXPRESSIONS)
def test_a_recalled_expression_is_the_compiled_one(source: str, flags: int) -> None:
    keep()
    kept.recall()
    assert len(kept._programs) == len(EXPRESSIONS)
    ours, own = kept.compiled(source, flags), re.compile(source, flags)
    assert not kept._new
    assert ours == own
    assert (ours.pattern, ours.flags, ours.groups, ours.groupindex) == (
        own.pattern,
        own.flags,
        own.groups,
        own.groupindex,
    )
    found = [(match.span(), match.groups(), match.lastgroup) for match in ours.finditer(TEXT)]
    assert found == [(match.span(), match.groups(), match.lastgroup) for match in own.finditer(TEXT)]
    assert found


def test_nothing_is_kept_unless_asked_for(cache: Path) -> None:
    kept.compiled(*EXPRESSIONS[0])
    kept.remember()
    assert list(cache.iterdir()) == []


def test_what_is_known_is_not_written_again(cache: Path) -> None:
    keep()
    (file,) = cache.iterdir()
    file.chmod(0o400)
    written = file.stat().st_mtime_ns
    keep()
    assert file.stat().st_mtime_ns == written


@pytest.mark.parametrize("data", [b"", b"\xc1", b"x" * 40, msgspec.msgpack.encode(("another interpreter", {}))])
def test_a_damaged_or_foreign_file_is_done_without(cache: Path, data: bytes) -> None:
    keep()
    (file,) = cache.iterdir()
    file.write_bytes(data)
    kept.recall()
    assert kept._programs == {}
    assert kept.compiled("中位").search("中位数")


def test_a_program_that_the_engine_refuses_is_compiled_anew() -> None:
    keep()
    kept.recall()
    key = f"0 {EXPRESSIONS[0][0]}"
    program = msgspec.msgpack.decode(kept._programs[key], type=kept.Program)
    false = msgspec.structs.replace(program, code=b"\xff\xff\xff\xff" * 9)
    kept._programs[key] = msgspec.Raw(msgspec.msgpack.encode(false))
    assert kept.compiled(*EXPRESSIONS[0]).search(TEXT)


def test_a_fault_in_an_expression_is_told_as_re_tells_it() -> None:
    kept.recall()
    with pytest.raises(re.error, match="missing"):
        kept.compiled("中位(")


def test_a_lone_surrogate_is_compiled_but_not_kept(cache: Path) -> None:
    kept.recall()
    assert kept.compiled("[\ud800-\udfff]").search("a\ud900")
    kept.remember()
    assert list(cache.iterdir()) == []


def test_a_note_is_worked_out_once() -> None:
    asked: list[str] = []

    def work() -> tuple[str, ...]:
        asked.append("问")
        return ("治愈", "根治")

    kept.recall()
    assert kept.noted("键", tuple[str, ...], work) == ("治愈", "根治")
    kept.remember()
    forget()
    kept.recall()
    assert kept.noted("键", tuple[str, ...], work) == ("治愈", "根治")
    assert kept.noted("键", int, lambda: 3) == 3  # of another shape: not what is noted
    assert asked == ["问"]
