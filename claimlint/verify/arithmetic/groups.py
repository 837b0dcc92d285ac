"""Lists that end with the others, groups of one size, and what is left after a loss."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from claimlint.language import expressions
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, plain, value_of
from claimlint.verify.arithmetic.lists import product_fault
from claimlint.verify.arithmetic.parts import OVERLAP, counts_in, counts_of, fault, reconciled
from claimlint.verify.scenes.scene import Frame, observe
from claimlint.verify.scenes.shapes import shaped

_COUNTS_WITH_OTHERS = shaped(
    r"(?P<list>(?:`{1,14}?<C>[^\ue000-\ue00c。;,，、]{0,4}[,，、]\s?(?:和|以及)?){1,6})(?:其他|其它|其余)`{0,8}?(?P<last><C>)"
    r"|(?P<more>(?:<CN>`{1,30}?, ){1,6}(?:`{0,30}?, )?)and (?P<rest><CN>) (?:to |from |with |had |of )?others?\b"
)


_OF_ONE = (
    r"症状|痛|发热|吐|泻|晕|疹|咳|病史|使用|服用|高血压|糖尿病|symptom|smok|history|diabetes|\bwomen\b|\bmen\b|\bhad\b"
)


def _counts_with_others(frame: Frame) -> Iterator[Observation]:
    """``45人离世，其中癌症27人，心血管病12人，其他原因6人``: with the others told, that is everybody."""
    for told in frame.sentences:
        for match in _COUNTS_WITH_OTHERS.finditer(told.shape):
            name, end = ("list", "last") if match["list"] else ("more", "rest")
            last = told.group(match, end)
            first = told.span.start + match.start(name)
            inside = [f for f in counts_of(told.figures) if told.places[told.figures.index(f)] >= match.start(name)]
            parts = [f for f in inside if f.span.start <= last.span.start]
            before = [f for f in counts_in(frame) if f.span.end <= parts[0].span.start] if parts else []
            if told.has("其中") and len(parts) > 2 and not before:
                before, parts = parts[:1], parts[1:]
            if any(not exact(f) and first <= f.span.start < last.span.start for f in told.of_kind("C")):
                continue  # one of them is no number to add
            if len(parts) > 2 and value_of(parts[0]) == sum(map(value_of, parts[1:]), Decimal(0)):
                continue  # the first of them is the whole
            if not before or len(parts) < 2 or told.has(OVERLAP + "|" + _OF_ONE) or first < 0:
                continue
            found, stated = sum(map(value_of, parts), Decimal(0)), value_of(before[-1])
            wholes = {value_of(f) for f in before} | {value_of(before[-1]) - value_of(f) for f in before[:-1]}
            if found not in wholes and max(map(value_of, parts)) < stated and not reconciled(frame, found, stated):
                yield fault(parts, before[-1])


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


_GROUPS_OF = shaped(
    r"(?:每组|各组|两组各|每班|每队)(?:均)?(?:为)?(?P<c><C>)`{0,3}[,，;]\s?(?:共计?|合计|总计|总共)`{0,3}?(?P<t><C>)"
)


def _groups_of(frame: Frame) -> Iterator[Observation]:
    """``每组55例，共110例``: no number of groups makes the total."""
    for told in frame.sentences:
        for match in _GROUPS_OF.finditer(told.shape):
            each, total = told.group(match, "c"), told.group(match, "t")
            times = 2 if match[0].startswith("两组") or told.has("1:1|两组|2组") else 0
            wrong = value_of(each) * times != value_of(total) if times else value_of(total) % value_of(each) != 0
            if exact(each) and exact(total) and wrong and not reconciled(frame, value_of(total), value_of(each)):
                yield product_fault(total, each, value_of(each) * (times or 2), times or 2)


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


FINDERS: tuple[Callable[[Frame], Iterator[Observation]], ...] = (_counts_with_others, _each_of, _groups_of, _after_loss)
