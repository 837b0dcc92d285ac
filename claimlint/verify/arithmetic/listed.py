"""Arms and places listed behind their total."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import exact, plain, value_of
from claimlint.verify.arithmetic.parts import OVERLAP, counts_of, fault, reconciled
from claimlint.verify.scenes.scene import Frame, kind_of, observe
from claimlint.verify.scenes.shapes import ANY, shaped

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
            parts = [
                told.at(match.start("list") + mark.start()) for mark in expressions.finditer(f"[{ANY}]", match["list"])
            ]  # noqa: E501, RUF100
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
            marks = expressions.finditer(f"[{ANY}]", clause)
            parts = [told.at(match.end() + mark.start()) for mark in marks]
            same = all(f.unit in {total.unit, "none"} and exact(f) and f.decimals == 0 for f in parts)
            if len(parts) < 2 or not same or told.has(OVERLAP) or any(value_of(f) >= value_of(total) for f in parts):  # noqa: E501, RUF100
                continue
            if sum(map(value_of, parts), Decimal(0)) > value_of(total):
                yield fault(parts, total)


_COLON = shaped(
    r"(?P<t><CNXU>)[^\ue000-\ue00c.;:]{0,40}?: (?P<list><CNU>[^\ue000-\ue00c.;:]{0,40}?(?:,\s?<CNU>[^\ue000-\ue00c.;:]{0,40}?){0,6},? and <CNU>)"
)
_MANY_EACH = (
    r"symptom|event|complication|side effect|headache|nausea|pain|fever|rash|infection|comorbid|history of|use of"
)


def _after_colon(frame: Frame) -> Iterator[Observation]:
    """``64 applications: 39 were approved, 17 were returned and 8 were rejected``."""
    for told in frame.sentences:
        for match in _COLON.finditer(told.shape):
            total = told.group(match, "t")
            parts = [
                told.at(match.start("list") + mark.start()) for mark in expressions.finditer(f"[{ANY}]", match["list"])
            ]
            if not all(map(exact, [total, *parts])) or told.has(OVERLAP + "|" + _MANY_EACH):
                continue
            if kind_of(total) == "U" and {f.unit for f in parts} != {total.unit}:
                continue
            if kind_of(total) != "U" and (len(parts) < 3 or any(f.decimals or kind_of(f) == "U" for f in parts)):
                continue
            found, stated = sum(map(value_of, parts), Decimal(0)), value_of(total)
            apart = 2 if len(_SORTED.findall(match["list"])) >= len(parts) - 1 else 4
            if found != stated and abs(found - stated) * apart <= stated and not reconciled(frame, found, stated):
                yield fault(parts, total)


_SORTED = shaped(r"<CN>(?: were| are| was)?(?: assigned| allocated| treated)? (?:at|in|on|to|from) the ")
_TOO_MANY = shaped(
    r"(?:共|合计|总计)[一-鿿]{0,4}(?P<t><CX>)[,，:](?P<list>(?:[一-鿿]{1,8}<CX>[、,，]){2,6}[一-鿿]{1,8}<CX>)(?![一-鿿]{0,4}[,，、][一-鿿]{1,8}<CX>)"
)
_SEVERAL_EACH = r"症|痛|热|吐|泻|晕|疹|咳|合并|伴|史|使用|服用|高血压|糖尿病|其中|人次|反应|回收|收回|有效|完成|筛|纳入|入组|失访|排除|随访"
_IN_EACH = shaped(
    r"(?P<list>(?:[a-z]{1,12} in <CN>, ){1,6}[a-z]{1,12} in <CN>,? and [a-z]{1,12} in <CN>) of the (?P<t><CN>)"
)


def _too_many(frame: Frame) -> Iterator[Observation]:
    """``共96件，破损41件，过期37件，错发28件``; ``O in 46, A in 40, B in 10 and AB in 14 of the 100``."""
    for told in frame.sentences:
        for pattern in (_TOO_MANY, _IN_EACH):
            for match in pattern.finditer(told.shape):
                total = told.group(match, "t")
                parts = [
                    told.at(match.start("list") + mark.start())
                    for mark in expressions.finditer(f"[{ANY}]", match["list"])
                ]
                alike = pattern is _IN_EACH or {part.unit for part in parts} == {total.unit}
                if not alike or not all(exact(f) and f.decimals == 0 for f in [total, *parts]):
                    continue
                found = sum(map(value_of, parts), Decimal(0))
                over = len(parts) > 2 and value_of(total) < found <= value_of(total) * Decimal("1.35")
                if over and not told.has(f"{OVERLAP}|{_MANY_EACH}|{_SEVERAL_EACH}"):
                    yield fault(parts, total)


_PER_ARM = shaped(r"(?P<t><C>)\s?[(（]\s?(?:每组|各组|each arm|each group)(?:各)?(?P<c><CN>)\s?[)）]")


def _per_arm(frame: Frame) -> Iterator[Observation]:
    """``200例（每组120例）``: no number of arms of that size makes the total."""
    for told in frame.sentences:
        for match in _PER_ARM.finditer(told.shape):
            total, each = told.group(match, "t"), told.group(match, "c")
            if exact(total) and exact(each) and value_of(total) % value_of(each):
                times = int(value_of(total) // value_of(each)) + 1
                yield fault([each] * times, total, span=each.span)


_IN_BOTH = shaped(
    r"(?P<t><CNX>)[^\ue000-\ue00c.;:]{0,40}?, (?P<a><CN>) (?P<w>in|from|at) [a-z ]{3,24},? and (?P<b><CN>) (?P=w) [a-z ]{3,24}[.;,]"
    r"|(?P<u><CNX>)[^\ue000-\ue00c.;:]{0,40}?, (?P<c><CN>) of (?:them|these|which|whom) (?:in|at|on|from|to|for) [a-z -]{3,40}? and (?P<d><CN>) (?:in|at|on|from|to|for) "
)


_AT_A_PLACE = lazy(r" (?:in|at|on|from) [a-z ]{2,24}, ")


def _in_both(frame: Frame) -> Iterator[Observation]:
    """``640 households took part, 320 in villages and 320 in towns``."""
    for told in frame.sentences:
        for match in _IN_BOTH.finditer(told.shape):
            total, one, two = (told.group(match, name) for name in ("tab" if match["t"] else "ucd"))
            if not all(exact(f) and f.decimals == 0 for f in (total, one, two)) or told.has(OVERLAP + r"|including"):
                continue
            found, stated = value_of(one) + value_of(two), value_of(total)
            gap = told.words[total.span.end - told.span.start : one.span.start - told.span.start]
            if match["t"] and _AT_A_PLACE.fullmatch(gap):
                continue  # 11 at home, 6 in the street and 4 in care homes
            if match["u"] and found < stated:
                continue  # the others are not told of
            if any(value_of(f) > stated for f in told.of_kind("CNX") if f.span.end <= total.span.start):
                continue  # the total is itself one of a list
            if found != stated and abs(found - stated) * 4 <= stated and not reconciled(frame, found, stated):
                yield fault([one, two], total)


_ALIKE = frozenset("癌型期级组科院区省市段生士师工民员")
_FEWEST_KINDS = 3
_AFTERWARDS = lazy(r"(?:出院|转院|住院|死亡|治愈|好转|痊愈)(?:者|患者)?$")
_AMONG = shaped(
    r"(?P<t><CX>)(?:患者|受试者|学员)?[,，(（]\s?(?:其中|包括)(?P<list>(?:[一-鿿a-z]{1,10}<CX>[、,，]?(?:和|及)?){2,8})"
)


def _alike(nouns: list[str]) -> int:
    """How many of them, from the first, are one and the same."""
    return next((at for at, noun in enumerate(nouns) if noun != nouns[0]), len(nouns))


def _among(frame: Frame) -> Iterator[Observation]:
    """``134例，其中胃癌58例、结直肠癌49例、食管癌30例``: kinds that exclude each other are never more than all."""
    for told in frame.sentences:
        for match in _AMONG.finditer(told.shape):
            total = told.group(match, "t")
            marks = list(expressions.finditer(f"[{ANY}]", match["list"]))
            parts = [told.at(match.start("list") + mark.start()) for mark in marks]
            named = [match["list"][max(0, mark.start() - 2) : mark.start()] for mark in marks]
            told_after = next(
                (at for at, mark in enumerate(marks) if _AFTERWARDS.search(match["list"][: mark.start()][-6:])), 0
            )
            if told_after:  # 治愈出院140例: of all of them
                parts, named = parts[:told_after], named[:told_after]
            run = max(_alike(named), _alike([noun[-1:] for noun in named]) if named[0][-1:] in _ALIKE else 0)
            if run >= _FEWEST_KINDS:  # 竹叶青咬伤88例，五步蛇咬伤31例，眼镜蛇咬伤18例，治愈出院135例
                parts, named = parts[:run], named[:run]
            nouns, ends = set(named), {noun[-1:] for noun in named}
            shared = len(nouns) == 1 and all(nouns) and not nouns & {"论文", "文章", "课题", "项目", "症状", "患者"}
            whole = all(exact(f) and f.decimals == 0 and f.unit == total.unit for f in parts)
            if not exact(total) or not whole or not (ends <= _ALIKE or shared):
                continue
            found = sum(map(value_of, parts), Decimal(0))
            if value_of(total) < found <= value_of(total) * 2 and not told.has(OVERLAP):
                yield fault(parts, total)


_LEAVING = shaped(
    r"(?P<x><CNX>)`{0,40}?(?:removed|excluded|discarded|dropped|ineligible|declined|duplicates?)[^\ue000-\ue00c.;]{0,24}?\s"
    r"(?:leaving|left|leaves)\s(?P<r><CNX>)"
    r"|(?:after|following) (?:the )?(?:removal|removing|exclusion|excluding|discarding) (?:of )?(?P<v><CNX>)`{0,30}?, (?:a total of )?(?P<w><CNX>)(?= (?:[a-z]+ )?(?:were|remained|was|records|articles|studies|titles|abstracts))"
    r"|(?:排除|剔除|去除|删除|去重)`{0,10}?(?P<y><CNX>)`{0,6}?[,，]\s?(?:最终|最后|还|尚)?(?:剩余?|余下?|保留)`{0,6}?(?P<s><CNX>)"
)


def _leaving(frame: Frame) -> Iterator[Observation]:
    """``512 records; 97 duplicates were removed, leaving 415``."""
    for index, told in enumerate(frame.sentences):
        for match in _LEAVING.finditer(told.shape):
            gone, rest = (told.group(match, name) for name in ("xr" if match["x"] else "vw" if match["v"] else "ys"))
            near = [f for one in frame.sentences[max(0, index - 1) : index + 1] for f in one.of_kind("CNX")]
            before = [f for f in near if f.span.end <= gone.span.start and f.unit in {rest.unit, gone.unit, "none"}]
            if before and all(exact(f) and f.decimals == 0 for f in (before[-1], gone, rest)):
                yield from _left_over(before, gone, rest, near)


_MOST_GONE = 4


def _left_over(before: list[Figure], gone: Figure, rest: Figure, near: list[Figure]) -> Iterator[Observation]:
    """The total less what went; silent where numbers told nearby make another sense of the rest."""
    total = value_of(before[-1])
    found = total - value_of(gone)
    others = {value_of(f) for f in near if f.span != rest.span and f.value is not None}
    made = {one - two for one in others for two in others} | {
        one - two - three for one in others for two in others for three in others
    }
    between = [value_of(f) for f in near if before[-1].span.end <= f.span.start < rest.span.start]
    made.add(total - sum(between, Decimal(0)) if len(between) > 1 else Decimal(0))
    if 0 < value_of(rest) < total and value_of(rest) not in made and found > 0 and len(between) < _MOST_GONE:
        line = f"{plain(total)} - {plain(value_of(gone))} = {plain(found)} ≠ {plain(value_of(rest))}"
        yield observe(
            "parts-total", rest, line, related=[(before[-1], before[-1].raw), (gone, gone.raw)],
            sum=plain(found), parts=f"{plain(total)} - {plain(value_of(gone))}", stated=plain(value_of(rest)),
        )  # fmt: skip


FINDERS: tuple[Callable[[Frame], Iterator[Observation]], ...] = (
    _to_each,
    _places,
    _arms_of,
    _after_colon,
    _too_many,
    _per_arm,
    _in_both,
    _among,
    _leaving,
)
