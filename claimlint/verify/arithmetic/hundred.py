"""A rate of 100 % beside the two numbers, in one sentence, of which it must be made: they differ."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import NONE, exact, plain, share, value_of
from claimlint.verify.arithmetic.parts import fault
from claimlint.verify.scenes.likeness import noun_of
from claimlint.verify.scenes.scene import Scene, Told, kind_of, observe
from claimlint.verify.scenes.shapes import shaped

_NEARLY = Decimal("99.5")  # rounds to 100


def check(scene: Scene) -> Iterator[Observation]:
    """Every sentence with a rate of 100 %."""
    for told in scene.sentences:
        if told.heading or told.crowded or not any(f.unit == "pct" and f.low == 100 for f in told.figures):
            continue
        yield from _confirmed(told)
        yield from _beyond(told)
        yield from _every_one(scene, told)
    for frame in scene.frames:
        for first, second in pairwise(frame.sentences):
            if any(f.unit == "pct" and f.low == 100 for f in second.figures) and first.block == second.block:
                yield from _then_all(first, second)


_OF_THEM = shaped(r"(?P<k><CN>) (?:out )?of (?:the |its |our |all )?(?P<n><CN>)(?!\s?\()|(?P<d><D>)")
_RATE_OF_IT = shaped(
    r"\b(?:its|their|the|this|an?) (?:overall |reported |diagnostic )?(?:accuracy|sensitivity|success rate|response rate|completion rate|concordance|agreement|"
    r"detection rate|healing rate|cure rate|rate|retention)\b[^.;]{0,40}?(?P<p><P>)"
)
_OTHER_ONE = lazy(
    r"other|another|second|control|placebo|specificity|previous|versus|compared|after (?:retest|repeat)|excluding"
)


_SAME_RATE = (  # what was done of how many, and the rate that is made of it
    (r"accura|sensitiv|detection|concordan|agreement", r"right|correct|identif|detect|found|agree|match|picked up|recogni"),
    ("success", "success"), ("completion", "complet|finish"), ("healing", "heal"), ("cure", "cure"), ("retention", "remain|retain|stayed"),
    ("response rate", r"respon(?!dents)"),
)  # fmt: skip
_SO = lazy(r"\b(?:therefore|thus|hence|its accuracy|in other words)\b")
_ELSE = lazy(r"questionnaire|survey|follow-up|owners?|parents?|staff")


def _of_the_same(first: Told, second: Told, rate: str) -> bool:
    """Is the rate that of what the sentence before counts?"""
    if _ELSE.search(second.words):
        return False
    told = any(expressions.search(name, rate) and first.has(done) for name, done in _SAME_RATE)
    return told or _SO.search(second.words) is not None


def _then_all(first: Told, second: Told) -> Iterator[Observation]:
    """``The right answer in 118 of 120 samples. Its accuracy is 100%``: nothing else is counted."""
    pairs = list(_OF_THEM.finditer(first.shape))
    if len(pairs) != 1 or second.of_kind("CD") or _OTHER_ONE.search(second.words) or _OTHER_ONE.search(first.words):
        return
    part = first.group(pairs[0], "d" if pairs[0]["d"] else "k")
    whole = part.denominator if pairs[0]["d"] else first.group(pairs[0], "n").value
    for match in _RATE_OF_IT.finditer(second.shape):
        rate = second.group(match, "p")
        if (
            _is_all(rate)
            and whole
            and exact(part)
            and _of_the_same(first, second, match[0])
            and whole * 4 <= value_of(part) * 5 < whole * 5
        ):
            actual = share(value_of(part), whole)
            yield observe(
                "percent-of-count", rate, f"{plain(value_of(part))} / {plain(whole)} = {actual:.1f}% ≠ {rate.raw}",
                related=[(part, part.raw)], total=plain(whole), count=plain(value_of(part)), right=f"{actual:.1f}%", fits=NONE,
            )  # fmt: skip


def _is_all(figure: Figure) -> bool:
    return exact(figure) and value_of(figure) == 100


def _short(rate: Figure, done: Figure, due: Figure) -> Iterator[Observation]:
    if not all(map(exact, (rate, done, due))) or not _is_all(rate) or not 0 < value_of(done) < value_of(due):
        return
    actual = share(value_of(done), value_of(due))
    if actual < _NEARLY:
        yield observe(
            "percent-of-count", rate, f"{plain(value_of(done))} / {plain(value_of(due))} = {actual:.1f}% ≠ {rate.raw}",
            related=[(done, done.raw), (due, due.raw)], total=plain(value_of(due)), count=plain(value_of(done)),
            right=f"{actual:.1f}%", fits=NONE,
        )  # fmt: skip


_PROVED = r"(?:证实|确认|确诊|核实|属实|实际|真正|吻合|符合(?!`{0,8}?(?:条件|标准|要求|指征))|相符|一致|完成|落实|到位|收回|回收|合格|达标|通过|检出|confirmed|completed|returned|verified|proved|turned out|passed|correct)"
_THEN = shaped(
    rf"(?P<p><P>)[:：,，;(（]`{{0,14}}?(?P<n><CX>)`{{0,6}}?[,，、]`{{0,16}}?{_PROVED}`{{0,6}}?(?P<k><CX>)(?!`{{0,6}}?(?:全部|全都|均|都|无一))(?!`{{0,8}}?[,，、]?`{{0,8}}?<D>)"
)
_FIRST = shaped(
    rf"(?P<n><CX>)`{{0,8}}?[,，、]`{{0,16}}?(?:{_PROVED}`{{0,6}}?(?P<k><CX>)|(?P<j><CX>)`{{0,8}}?{_PROVED})`{{0,8}}?[,，、]`{{0,12}}?率(?:为|是|达到|达|:|：)?\s?(?P<p><P>)"
)
_PARTLY = lazy(
    r"无效|显效|有效|其中|首[次批]|第一|第二|分别|另|组|较|去年|上年|预约|计划外|男|女|每|group|respectively"
)


def _confirmed(told: Told) -> Iterator[Observation]:
    """``阳性预测值达到100%：判为阳性的63例，经病理证实的有57例``."""
    for pattern in (_THEN, _FIRST):
        for match in pattern.finditer(told.shape):
            if not _PARTLY.search(match[0]):
                done = told.group(match, "k" if match["k"] else "j")
                yield from _short(told.group(match, "p"), done, told.group(match, "n"))


_ALL_OF = shaped(r"(?P<p><P>)\s?[(（](?P<d><D>)[)）][,，;；]?\s?(?:其中|of (?:which|these|whom))")


def _beyond(told: Told) -> Iterator[Observation]:
    """``成功率100%（210/210），其中一次成功223例``: more than there were."""
    for match in _ALL_OF.finditer(told.shape):
        whole = told.group(match, "d")
        if not _is_all(told.group(match, "p")) or whole.denominator is None:
            continue
        parts = [
            f for f in told.figures if f.span.start > whole.span.end and f.unit == whole.unit and kind_of(f) != "D"
        ]
        most = [f for f in parts if exact(f) and value_of(f) > whole.denominator]
        if most and not any(word in told.words for word in ("人次", "例次", "增加", "较")):
            yield fault(parts[:4], whole, whole=whole.denominator)


_EVERY = shaped(
    r"\b(?:all|each of the|every one of the|all of the) (?P<n><CN>)[^.;]{0,60}?(?P<p><P>)[^.;]{0,40}?\b(?:for|of|in|among|across) (?:the|all|our|all the) (?P<m><CN>)"
)


def _every_one(scene: Scene, told: Told) -> Iterator[Observation]:
    """``All 24 implants were stable, a 100% survival for the 27 implants placed``."""
    for match in _EVERY.finditer(told.shape):
        one, rate, other = (told.group(match, name) for name in "npm")
        text = scene.document.text
        if _is_all(rate) and noun_of(text, one) & noun_of(text, other):
            small, large = sorted((one, other), key=value_of)
            yield from _short(rate, small, large)
