"""The one ratio of a passage and the one share by which a risk is said to change: "a rate ratio of 0.45 ..., meaning 55% fewer attacks"."""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import plain, unit_in_last_place, value_of
from claimlint.verify.lone.passage import passages, plain_point
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe

_SAID = lazy(
    r"[,，(（:：]\s?(?:meaning|which means|which amounts to|amounting to|that is,?|i\.e\.,?|or|equivalent to|corresponding to|translating (?:in)?to|so|i\.e\.|in other words,?|put (?:simply|plainly|another way),?|即|也就是(?:说)?|意味着|相当于|换言之|折合)[^.;。；\d]{0,40}$"
    r"|[.。;；]\s?(?:put (?:plainly|simply|another way)|in (?:other|plain) words|that is|that means|this means|simply put|换句话说|换言之|通俗地?(?:讲|说)|也就是说)[,，]?[^.;。；\d]{0,50}$"
)
_DOWN = lazy(r"[降减低少]|\b(?:fewer|less|lower|reduc|cut|drop|fall|fell|declin|decreas)")
_UP = lazy(r"[升增高多]|\b(?:more|higher|greater|increas|rise|rose|rais)")
_NAMED = lazy(
    r"\b(?:rate|risk|hazards?|odds) ratio\b(?: [a-z-]+){1,8} (?:of|was) $|(?:率|风险|危险|比值)比(?!例)[^\d,，。;；]{1,14}[为是]$"
)
_ABSOLUTE = lazy(r"绝对|百分点|\babsolute|percentage points?")
_RATIOS = frozenset({"hr", "or", "rr"})


def check(scene: Scene) -> Iterator[Observation]:
    """Every passage with one ratio and one share behind it."""
    for one in passages(scene):
        yield from _check(one)


def _check(one: Paragraph) -> Iterator[Observation]:
    ratios = [f for f in one.figures if f.unit in _RATIOS or (f.unit == "none" and _NAMED.search(one.before(f, 90)))]
    shares = [f for f in one.figures if f.unit == "pct"]
    if len(ratios) != 1 or len(shares) != 1 or not plain_point(ratios[0]) or not plain_point(shares[0]):
        return
    ratio, change = ratios[0], shares[0]
    told = value_of(ratio)
    if not ratio.span < change.span or _SAID.search(one.between(ratio, change)) is None or told in {0, 1}:
        return
    if _ABSOLUTE.search(one.between(ratio, change) + one.behind(change, 16)):
        return  # a hazard ratio of 0.75, meaning an absolute reduction of 4%
    around = expressions.split(r"[,，;；(（]|\.\s", one.before(change, 40))[-1] + one.behind(change, 30)
    way = _DOWN if told < 1 else _UP
    if not way.search(around):
        return
    value = abs(told - 1) * 100
    if abs(value - value_of(change)) > max(unit_in_last_place(change), unit_in_last_place(ratio) * 100):
        sides = f"1 - {plain(told)}" if told < 1 else f"{plain(told)} - 1"
        yield observe("risk-reduction", change, f"{sides} = {plain(value)}% ≠ {change.raw}", related=[(ratio, ratio.raw)],
                      ratio=plain(told), right=f"{plain(value)}%", tied="yes", beside="yes")  # fmt: skip
