"""Two stretches of time and the whole that they make: ``先治疗12周，停药后再随访24周，整个研究为期36周``."""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.verify.lone.passage import passages
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe
from claimlint.verify.times.lengths import Time, times

_WHOLE = lazy(
    r"(?:整个|全部|全程|前后|总共|一共|合计|共计|共)(?:研究|试验|项目|疗程|过程|周期|活动|课程|观察期|干预)?(?:共|为期|持续|历时|长达|需要?|时间|为|约){0,3}\s?$"
    r"|\b(?:for a total of|a total of|in all,?|altogether,?|the whole (?:study|trial|programme|program|course) (?:lasted|took|ran for|was)|(?:study|trial) (?:lasted|ran for|took)(?: [a-z]+){0,3})\s?$"
)
_WHOLE_BEHIND = lazy(r"\s?(?:in (?:all|total)|altogether)\b")
_THEN = lazy(
    r"再|然后|随后|之后|接着|后续|停药后|继以|续以|\b(?:then|followed by|and then|after that|afterwards|plus|thereafter|next|and an?)\b|以及|[和与、]"
)
_OTHERWISE = lazy(
    r"每|或|重叠|同时|其中|中位|平均|分别|年龄|病程|\bevery\b|\beach\b|\bor\b|overlap|of which|median|mean|average|respectively|\bage|within"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every sentence that tells three times, of which words call the last the whole."""
    for one in passages(scene):
        for told in one.sentences:
            yield from _check(Paragraph(told.span.start, told.words, (told,)))


def _check(one: Paragraph) -> Iterator[Observation]:
    every = [each for each in times(one) if not each.bare and not each.counted]
    whole = [each for each in every if _is_whole(one, each)]
    if len(whole) != 1 or any(each.ranges or each.unit.rstrip("s") != whole[0].unit.rstrip("s") for each in every):
        return
    parts = [each for each in every if each.end <= whole[0].start]
    between = one.words[: whole[0].start]
    if len(parts) != len("ab") or not _THEN.search(between) or _OTHERWISE.search(between):
        return
    total = parts[0].high + parts[1].high
    if total == whole[0].high or whole[0].high in {each.high for each in parts}:
        return
    line = f"{parts[0].words} + {parts[1].words} ≠ {whole[0].words}"
    yield observe("parts-total", whole[0].span, line, related=[(each.span, each.words) for each in parts],
                  stated=whole[0].words, sum=line.partition(" ≠")[0], parts=line.partition(" ≠")[0], tied="yes")  # fmt: skip


def _is_whole(one: Paragraph, each: Time) -> bool:
    before = one.words[max(0, each.start - 40) : each.start]
    return _WHOLE.search(before) is not None or _WHOLE_BEHIND.match(one.words, each.end) is not None
