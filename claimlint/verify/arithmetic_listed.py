"""Arms and places listed behind their total."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic import exact, value_of
from claimlint.verify.arithmetic_parts import OVERLAP, counts_of, fault, reconciled
from claimlint.verify.scene import ANY, Frame, shaped

_TO_EACH = shaped(r"(?P<a><CN>)\s(?:patients\s|participants\s|people\s)?(?:to|received|were given)\s(?!<CN>)")


# 'Of these, ... received placebo': whoever tells of the placebo has told of all arms
_ALL_ARMS = lazy(
    r"of (?:these|those|them|whom),? .{0,200}(?:placebo|control|usual care|standard care|sham|no treatment)"
)


def _to_each(frame: Frame) -> Iterator[Observation]:
    """``300 were randomised: 100 to A, 100 to B and 100 to placebo``."""
    for index, told in enumerate(frame.sentences):
        parts = [told.group(match, "a") for match in _TO_EACH.finditer(told.shape)]
        parts = [part for part in parts if exact(part) and part.decimals == 0]
        before = [f for f in counts_of(told.figures) if parts and f.span.end <= parts[0].span.start]
        if index and not before and _ALL_ARMS.match(told.words):
            before = counts_of(frame.sentences[index - 1].figures)[-1:]
        if (
            not 2 <= len(parts) <= 6
            or len(before) != 1
            or not told.has(
                r"^of (?:these|those|them|whom)|randomi|assign|allocat|^\W{0,3}of (?:the |these |our )?\S{1,12} \w+, "
            )
        ):
            continue
        found, stated = sum(map(value_of, parts), Decimal(0)), value_of(before[0])
        if found != stated and abs(found - stated) * 4 <= stated and not reconciled(frame, found, stated):
            yield fault(parts, before[0])


_ARMS_OF = shaped(
    r"(?P<t><CN>)`{0,50}?(?:into|to|between|among) (?:the )?(?:two|three|four|five|<X>) (?:[a-z]+ )?(?:arms|groups)? ?of (?P<list><CN>(?:,\s?<CN>){0,4},?\s?and <CN>)"  # noqa: E501, RUF100
)


def _arms_of(frame: Frame) -> Iterator[Observation]:
    """``240 adults to three arms of 80, 80 and 80``."""
    for told in frame.sentences:
        for match in _ARMS_OF.finditer(told.shape):
            total = told.group(match, "t")
            parts = [told.at(match.start("list") + mark.start()) for mark in re.finditer(f"[{ANY}]", match["list"])]  # noqa: E501, RUF100
            found = sum(map(value_of, parts), Decimal(0))
            if all(exact(f) and f.decimals == 0 for f in [total, *parts]) and found != value_of(total):  # noqa: SIM102
                if not reconciled(frame, found, value_of(total)):
                    yield fault(parts, total)


_PLACE_TOTAL = shaped(
    r"(?P<t><X>)~{0,16}?(?:[:(（]|[,，;]\s?(?:其中|包括|分别为)|, (?:including|of which)|, with|, (?=<CNX> in ))"
)  # noqa: E501, RUF100


def _places(frame: Frame) -> Iterator[Observation]:
    """``12家中心，其中北京5家，上海4家，广州5家``: places in one list are never more than all of them."""
    for told in frame.sentences:
        for match in _PLACE_TOTAL.finditer(told.shape):
            total = told.group(match, "t")
            if total.unit not in {"site", "country"} or not exact(total):
                continue
            clause = told.shape[match.end() :].split(";")[0]
            marks = re.finditer(f"[{ANY}]", clause)
            parts = [told.at(match.end() + mark.start()) for mark in marks]
            same = all(f.unit in {total.unit, "none"} and exact(f) and f.decimals == 0 for f in parts)
            if len(parts) < 2 or not same or told.has(OVERLAP) or any(value_of(f) >= value_of(total) for f in parts):  # noqa: E501, RUF100
                continue
            if sum(map(value_of, parts), Decimal(0)) > value_of(total):
                yield fault(parts, total)


FINDERS: tuple[Callable[[Frame], Iterator[Observation]], ...] = (_to_each, _places, _arms_of)
