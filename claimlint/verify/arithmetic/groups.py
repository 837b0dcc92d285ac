"""Totals of groups of one size, whole or after a loss."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from claimlint.language import expressions
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, plain, value_of
from claimlint.verify.arithmetic.lists import product_fault
from claimlint.verify.arithmetic.parts import reconciled
from claimlint.verify.scenes.scene import Frame, observe
from claimlint.verify.scenes.shapes import shaped

_EACH_OF = shaped(
    r"(?P<t><C>)`{0,12}?[,，;:]\s?(?P<names>[一-鿿a-z]{1,6}(?:[、和及与][一-鿿a-z]{1,6}){1,4})(?:剂量)?(?:组|队列|班)各`{0,3}?(?P<c><C>)"
)


def _each_of(frame: Frame) -> Iterator[Observation]:
    """``12例，低、中、高剂量组各4例``."""
    for told in frame.sentences:
        for match in _EACH_OF.finditer(told.shape):
            total, each = told.group(match, "t"), told.group(match, "c")
            groups = len(expressions.findall("[、和及与]", match["names"])) + 1
            product = value_of(each) * groups
            wrong = exact(total) and exact(each) and product != value_of(total)
            if wrong and not reconciled(frame, product, value_of(total)):
                yield product_fault(total, each, product, groups)


_AFTER_LOSS = shaped(
    r"(?P<n><CN>)(?:[^\ue000-\ue00c。;]{0,24}?)(?P<k><CN>)`{0,6}?(?:失访|脱落|退出|剔除|withdrew|dropped out|were lost|were excluded|was excluded|declined|died)"
    r"[^\ue000-\ue00c。;]{0,20}?[,，]?\s?(?:and )?(?P<r><CN>)`{0,4}?(?:完成|纳入分析|进入分析| were analy[sz]ed| completed| remained| finished)"
)


def _after_loss(frame: Frame) -> Iterator[Observation]:
    """``48例中有6例失访，42例完成随访``."""
    for told in frame.sentences:
        for match in _AFTER_LOSS.finditer(told.shape):
            total, lost, rest = (told.group(match, name) for name in "nkr")
            others = [f for f in told.of_kind("CND") if f not in (total, lost, rest)]
            left = value_of(total) - value_of(lost)
            if others or not all(map(exact, (total, lost, rest))) or left == value_of(rest) or left <= 0:
                continue
            line = f"{plain(value_of(total))} - {plain(value_of(lost))} = {plain(left)} ≠ {plain(value_of(rest))}"
            yield observe("parts-total", rest, line, related=[(total, total.raw), (lost, lost.raw)], stated=plain(value_of(rest)),
                          sum=plain(left), parts=f"{plain(value_of(total))} - {plain(value_of(lost))}")  # fmt: skip


FINDERS: tuple[Callable[[Frame], Iterator[Observation]], ...] = (_each_of, _after_loss)
