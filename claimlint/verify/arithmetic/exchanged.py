"""One person's age, and an ordinal, told twice in prose with two digits exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_chinese
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Role, Span
from claimlint.verify.arithmetic.exact import value_of
from claimlint.verify.arithmetic.repeats import fault
from claimlint.verify.doubts.other_readings import in_another_year
from claimlint.verify.scenes.likeness import exchanged
from claimlint.verify.scenes.scene import Scene, Told, observe

_AGED = lazy(r"(?:今年|现年|现已|已经?|年满|年近|,|，|\bis\s|\baged?\s|\bturned\s)\s?$")
_PERSON = lazy(
    r"^\s?(?:高龄)?(?:的(?:他|她|老|[一-鿿]{1,3}(?:师傅|奶奶|爷爷|大爷|大妈|阿姨|先生|女士|老人))|老人|老太|老汉|高龄)|^[\s-](?:year-old )?(?:he|she|old)"
)
_ORDINAL = lazy(
    r"第(?P<n>[零〇一二两三四五六七八九十百千]{2,9}|\d{2,5})\s?(?P<unit>位|例|名|个|台|次|号|人|届|期|批|家|所|张)"
)


class Ordinal(NamedTuple):
    """``第一百一十八位``."""

    value: Decimal
    span: Span
    words: str


def check(scene: Scene) -> Iterator[Observation]:
    """Counts, ages and ordinals of the prose."""
    told = [one for one in scene.sentences if one.role is not Role.REFERENCES and scene.document.blocks[one.block].table is None]  # fmt: skip
    yield from _ages(told)
    yield from _ordinals(told)


# --- ages ---------------------------------------------------------------------------------------


def _ages(told: list[Told]) -> Iterator[Observation]:
    """``李师傅今年65岁……如今，56岁的他``: one person, two ages."""
    ages = [
        (one, f) for one in told for f in one.figures if f.unit == "year" and f.value is not None and _is_age(one, f)
    ]
    yield from _said_ages(told, ages)
    if len({value_of(f) for _, f in ages}) != 2:
        return
    (one, first), *rest = ages
    for other_told, second in rest:
        persons = any(
            _PERSON.match(t.words[f.span.end - t.span.start :][:8]) for t, f in ((one, first), (other_told, second))
        )
        told_now = any(
            _AGED.search(t.words[: f.span.start - t.span.start][-4:]) for t, f in ((one, first), (other_told, second))
        )
        if exchanged(value_of(first), value_of(second)) and persons and told_now:
            yield from fault(second, first, both=True)
            return


_SAID_AGE = lazy(
    r"今年(?:都|已经?|就|也|整|刚|快)?(?P<n>[一二三四五六七八九]?十[一二三四五六七八九]|[二三四五六七八九]十|[1-9]\d)(?:了|啦|喽|咯)"
)


_CALLED = lazy(
    r"[一-鿿](?:爷爷|奶奶|大爷|大妈|大叔|大娘|婆婆|阿姨|师傅|先生|女士|老师|医生|主任|伯)|邻居|老伴|儿子|女儿"
)


def _said_ages(told: list[Told], ages: list[tuple[Told, Figure]]) -> Iterator[Observation]:
    """``今年87岁……“我今年七十八了”``."""
    people = {match[0] for one in told for match in _CALLED.finditer(one.words)}
    if len({value_of(f) for _, f in ages}) != 1 or len(people) > 1:
        return
    for one in told:
        for match in _SAID_AGE.finditer(one.words):
            number = Decimal(match["n"]) if match["n"].isdigit() else (parse_chinese(match["n"]) or (None,))[0]
            if number is not None and exchanged(number, value_of(ages[0][1])):
                span = Span(one.span.start + match.start(), one.span.start + match.end())
                age = ages[0][1]
                yield observe(
                    "told-twice", age, f"{age.raw} ≠ {match['n']}", related=[(span, match[0])], other=match["n"]
                )
                return


def _is_age(told: Told, figure: Figure) -> bool:
    return (
        "岁" in figure.raw
        or "year-old" in figure.raw
        or "aged" in told.words[: figure.span.start - told.span.start][-6:]
    )


# --- ordinals -----------------------------------------------------------------------------------


def _ordinals(told: list[Told]) -> Iterator[Observation]:
    """``第一百八十一位……第118例``."""
    found: list[Ordinal] = []
    for one in told:
        if "第" not in one.words:
            continue
        for match in _ORDINAL.finditer(one.words):
            if found and found[-1].span.start >= one.span.start:
                return  # one after the other
            number = Decimal(match["n"]) if match["n"].isdigit() else (parse_chinese(match["n"]) or (None,))[0]
            if number is not None and number >= 12:
                span = Span(one.span.start + match.start(), one.span.start + match.end())
                found.append(Ordinal(number, span, match[0]))
    values = {each.value for each in found}
    if len(values) != 2 or expressions.search(r"此前|上一|去年|前一", " ".join(one.words for one in told[:40])):
        return
    first = found[0]
    other = next(each for each in found if each.value != first.value)
    headed = told[0].heading and told[0].span.contains(first.span) and _same_ordinal(told, first, other)
    if headed or exchanged(first.value, other.value):
        line = f"{first.words} ≠ {other.words}"
        yield observe("told-twice", first.span, line, related=[(other.span, other.words)], stated=first.words, other=other.words)  # fmt: skip


_WHICH = lazy(r"\s?(?:的|高难度|微创)?(?P<noun>[一-鿿a-z-]{2,4})")


def _same_ordinal(told: list[Told], first: Ordinal, other: Ordinal) -> bool:
    """``第1200例TAVR`` of a headline and the only ``第1000例TAVR`` of the story."""
    nouns: list[str] = []
    for each in (first, other):
        one = next(one for one in told if one.span.contains(each.span))
        match = _WHICH.match(one.words, each.span.end - one.span.start)
        nouns.append(match["noun"] if match else "")
    one = next(one for one in told if one.span.contains(other.span))
    if in_another_year(one.words[: other.span.start - one.span.start]):
        return False
    return bool(nouns[0]) and nouns[0][:2] == nouns[1][:2] and first.words[-1:] == other.words[-1:]
