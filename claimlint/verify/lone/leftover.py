"""All of so many, and yet others: ``45例患者全部在24小时内拔管，其余2例……``."""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_number
from claimlint.model.hit import Observation
from claimlint.verify.lone.passage import passages
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe

_NUMBER = r"(?:\d{1,4}|[一两二三四五六七八九十]{1,3})"
_UNIT = r"[例名位人枚只份眼家台件]"
_ALL_BUT = (
    lazy(rf"(?P<n>\d{{1,4}})\s?{_UNIT}[^，,。;；\d]{{0,24}}?(?P<all>全部|全都|悉数|无一例外|均(?![值数衡匀])|都)[^。;；]{{0,60}}?[，,;；。]\s?(?:其余|余下|剩下|剩余|另外)的?\s?(?P<k>{_NUMBER})\s?{_UNIT}"),
    lazy(r"\b(?P<all>all|every one) (?:of )?(?:the |these |our )?(?P<n>\d{1,4}) [a-z][^.;\d]{0,90}?[,;.] ?(?:and |but |while )?(?:the (?:other|remaining)|the rest,?) (?P<k>\d{1,4}|one|two|three|four|five|six)\b"),
)  # fmt: skip
_OTHERWISE = lazy(
    r"组(?!织|成|合)|其中|分别|两院|两中心|\bgroups?\b|\barms?\b|\bof (?:whom|which)\b|respectively|\bsites?\b|cohort"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage that says so of its largest number."""
    for one in passages(scene):
        if not _OTHERWISE.search(one.words):
            yield from _check(one)


def _check(one: Paragraph) -> Iterator[Observation]:
    for pattern in _ALL_BUT:
        for match in pattern.finditer(one.words):
            whole, rest = int(match["n"]), parse_number(match["k"])
            larger = [f for f in one.figures if f.span.start - one.start < match.start("n") and f.high >= whole]
            if rest is None or larger or not 0 < rest.value < whole:
                continue
            place = one.span(match.start("all"), match.end("all"))
            other = one.span(match.start("k"), match.end("k"))
            yield observe("all-with-exceptions", place, f"{match['n']} = {match['all']} ≠ {match['k']}",
                          related=[(other, match["k"])], stated=match["all"], count=match["k"], tied="yes")  # fmt: skip
