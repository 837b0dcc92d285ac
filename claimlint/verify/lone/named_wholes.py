"""Shares of a group that their own words name, against the one number that the passage tells of it.

"Forty enrolled and 32 completed the protocol. Among completers, 24 (75%)", ``（按完成者计）``, "5 of the women (25%)", ``以回院复查者计算``,
"120 implants in 75 patients; 114 implants (95.0%)".
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from claimlint.language.expressions import lazy, search
from claimlint.language.numerals import parse_number
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import NONE, agrees, exact, plain, share, show, value_of
from claimlint.verify.arithmetic.parts import LOST
from claimlint.verify.lone.passage import passages
from claimlint.verify.lone.wholes import Whole, pieces, placed
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, kind_of, observe

_NAME_EN = r"(?P<name>[a-z][a-z' -]{2,40}?)"
_NAME_ZH = r"(?P<name>[^,，。;；:：\d占（()）]{2,12}?)"
_AHEAD = (  # before the count: Among completers, 24; 完成随访者中48例
    lazy(rf"(?:^|[.;:] |, |\band )(?:among|of|in) (?:the |those |these |our )?{_NAME_EN}, (?:only |just )?$"),
    lazy(
        rf"(?:^|[.;:] |, |\band )(?:among (?:the |those |these |our )?|of (?:the|those|these) ){_NAME_EN} (?:only |just )?$"
    ),
    lazy(rf"(?:^|[,，。;；:：])(?:在)?{_NAME_ZH}(?:当中|之中|中|里)[,，]?[^,，。;；、]{{0,30}}$"),
    lazy(
        rf"(?:^|[,，。;；:：])(?:以|按(?:照)?){_NAME_ZH}(?:者|人数|例数)?(?:计算?|统计|为分母)[,，]?[^,，。;；\d]{{0,6}}$"
    ),
)
_COUNTED_BY = lazy(rf"率(?:以|按(?:照)?){_NAME_ZH}(?:者|人数|例数)?(?:计算?|统计|为分母)(?:为|是|约)?\s?$")
_OWN_RATE = lazy(  # 糖尿病患者感染率为, 甲院重症比例
    r"[，,；;]\s?(?P<name>[一-鿿]{2,8}?(?:患者|学生|人群|妇女|儿童|老人|居民|职工|医生|护士)|[一-鿿]{1,3}(?:院|区|县|市|村|校|班|科))(?:的)?[一-鿿]{1,6}(?:率|比例|占比)(?:约?为|是|达)?\s?$"
)
_OF_THE = lazy(rf" of (?:the |those |these |our ){_NAME_EN}(?=\s?[(,]|$)")  # behind the count: 5 of the women (
_BEHIND = (  # behind the share
    lazy(rf"\)? (?:of|in|among) (?:the |those |these |our )?{_NAME_EN}(?=\s?[.,;:)]|$| (?:and|but|while)\b)"),
    lazy(rf"\s?[（(](?:以|按(?:照)?){_NAME_ZH}(?:者|人数|例数)?(?:计算?|统计|为分母)\s?[)）]"),
)
_MAKES_UP = lazy(rf"占(?:到|了)?(?:全部|所有|全体|总)?{_NAME_ZH}的?(?:总数|总人数)?(?:约|为|达)?\s?$")
_SAME_NOUN = lazy(r"\s(?P<name>[a-z]{4,14}) (?:\(|, or |, )$")
_LINK = lazy(
    r"(?:[^。;；]{0,44}(?:率|比例|占比?)(?:为|是|达到?|:)?|[^.;。；]{0,60}?[(（，,:]\s?(?:or |that is,? |占)?|[^.;]{0,70}, (?:so )?(?:that is|which is|or|making|giving|for)?(?: ?an? (?:[a-z-]+ ){0,3}(?:rate|proportion|share|prevalence|incidence) of)?|[^。;；]{0,44}率(?:以|按(?:照)?)[^,，。;；\d]{2,12}(?:计算?|统计|为分母)(?:为|是|约)?)\s?$"
)
_FINISHED, _STARTED = "finished", "started"
_START = lazy(
    r"\bstart(?:ed|ers)\b|\bbeg[au]n\b|\benter(?:ed|ing)\b|\benrol|入组|进入(?:了)?(?:研究|试验)|开始(?:了)?(?:治疗|用药|训练|服药)"
)
_FINISH = lazy(
    r"complet|finish|saw (?:it|the [a-z]+) through|stuck with|stayed the course|完成|走完|学完|坚持到底|读完|做完"
)
_PLAIN = lazy(
    r"^(?:接受|发生|出现|使用|服用|采用|行)|(?:患者|人群|人员|用户|学员|病人|患儿|的人|者|份?数)$"
)  # 接受溶栓者
_OF_NUMBER = lazy(r"\d (?:out )?of (?:the |our |all )?$")
_ANYBODY = lazy(
    r"^(?:(?:the |all |total |whole |overall |study )*(?:patients?|participants?|people|cases?|total|group|whole|sample|cohort|series|cohorts?|population|time|cent|those|them|these|us|all)"
    r"|全部?|所有|全体|总数?|其|本组|患者|病例|人|例|受试|受访|比|比例|首位|多数|少数|研究|试验|观察)$"
)
_LESS = lazy(
    r"插补|加权|校正|调整后|累[计积]发生|(?<!入)组(?!织|成|合|员)|对照|kaplan|weighted|imput|adjusted|cumulative|actuarial|\bgroups?\b|\barms?\b|placebo|respectively|分别"
)
_CLAUSE = lazy(r"[,，;；:：。!?！？(（)）]|\.\s|\b(?:and|but|while|of whom)\b|其中|另有|其余")
_BRACKETED = lazy(r"\s?[（(]\s?")
_LISTED = lazy(r"\d\s?[例名人位]?、[^,，。;；、]{1,12}$")  # 肝癌662例、胃癌593例，占全部死亡的54.7%
_COMMA = lazy("[,，;；。]")
_MOST_NUMBERS = 8


def check(scene: Scene) -> Iterator[Observation]:
    """Every share of a passage whose words name its group."""
    for one in passages(scene):
        shares = [f for f in one.figures if f.unit == "pct" and exact(f) and 0 < value_of(f) < 100]
        if shares and len(one.figures) > 2 and not _LESS.search(one.words):
            for percent in shares:
                yield from _check(one, percent)
                yield from _by_denominator(one, percent)


def _check(one: Paragraph, percent: Figure) -> Iterator[Observation]:
    part = _part(one, percent)
    name = _name(one, part, percent) if part is not None else None
    name = _PLAIN.sub("", name) if name is not None else None
    if part is None or name is None or _ANYBODY.match(name.strip()):
        return
    everybody = placed(one)
    if len(everybody) > _MOST_NUMBERS:
        return
    top = value_of(part)
    found = [
        whole
        for whole in everybody
        if whole.value > top and whole.start < percent.span.start - one.start and _bears(one, whole, everybody, name)
    ]
    if len({whole.value for whole in found}) != 1 or agrees(share(top, found[0].value), percent):
        return
    whole = found[0]
    others = [each.value for each in everybody if each.value >= top and each.value != whole.value]
    if any(each < whole.value and agrees(share(top, each), percent) for each in others) or _another(
        one, part, percent, everybody, whole
    ):
        return
    if any(agrees(share(top, each), percent) for each in _led_by(one, part)):
        return
    right = share(top, whole.value)
    other = next((plain(each) for each in others if agrees(share(top, each), percent)), NONE)
    line = f"{plain(top)}/{plain(whole.value)} = {show(right, 1)}% ≠ {percent.raw}"
    span = one.span(whole.start, whole.end)
    yield observe("percent-of-count", percent, line, related=[(part, part.raw), (span, one.words[whole.start : whole.end])],
                  right=f"{show(right, max(percent.decimals, 0))}%", count=plain(top), total=plain(whole.value), fits=other,
                  tied="yes")  # fmt: skip


_LED_BY = lazy(r"\b(?:of|among) (?:the )?(?P<n>\d{1,3}(?:,\d{3})+|\d{1,6})\b[^,.;]{0,30}, (?:only |just )?$")


def _led_by(one: Paragraph, part: Figure) -> list[Decimal]:
    """``Of 247 vaccinated, only 7 died``: the whole that its own clause begins with."""
    match = _LED_BY.search(one.words[: part.span.start - one.start])
    return [value] if match is not None and (value := Decimal(match["n"].replace(",", ""))) >= value_of(part) else []


def _part(one: Paragraph, percent: Figure) -> Figure | None:
    """The count before a share with nothing but measures between and words that lead to the share."""
    told = one.sentence_of(percent.span)
    behind = next((f for f in one.figures if f.span.start >= percent.span.end), None)
    if behind is not None and _BRACKETED.fullmatch(one.between(percent, behind)):
        return behind if _counted(behind) else None
    before = [f for f in one.figures if told is not None and told.span.start <= f.span.start < percent.span.start]
    before = [f for f in before if kind_of(f) not in "TU" and not (kind_of(f) == "N" and f.decimals > 0)]
    if before and before[-1].unit == "pct" and _AND_OF.fullmatch(one.between(before[-1], percent)):
        before = before[:-1]  # 76.0% of those who finished and 67.9% of those who started
    if not before and (ahead := _in_sentence_before(one, percent)):
        return ahead[0]
    part = before[-1] if before else None
    if part is None or not _counted(part):
        return None
    gap = one.between(part, percent)
    if _OF_NUMBER.search(one.before(part, 20)):
        return None
    if _LISTED.search(one.before(part, 30)):
        return None
    return part if _LINK.fullmatch(gap) or (_MAKES_UP.search(gap) and len(_COMMA.findall(gap)) <= 1) else None


_AND_OF = lazy(r" of (?:the|those|these|all) [a-z' -]{3,40}? (?:and|but|or) ")
_THAT_IS = lazy(r"^\W*(?:that|this) (?:is|was|makes|means)\b|^(?:即|这相当于|相当于)")


def _in_sentence_before(one: Paragraph, percent: Figure) -> list[Figure]:
    """``95 women reported being dry. That is 76.0% of those who finished``: the last number told is meant."""
    told = one.sentence_of(percent.span)
    if told is None or not _THAT_IS.search(told.words):
        return []
    ahead = [f for f in one.figures if f.span.end <= told.span.start]
    return ahead[-1:] if ahead and _counted(ahead[-1]) else []


def _by_denominator(one: Paragraph, percent: Figure) -> Iterator[Observation]:
    """``以48人为分母计算，应答率为80.0%``: does any count of the passage make the share of just so many?"""
    match = _DENOMINATOR.search(one.before(percent, 60)) or _DENOMINATOR_BEHIND.match(one.behind(percent, 70))
    number = parse_number(match["n"]) if match is not None else None
    if number is None or number.value <= 1 or percent.span.start - one.start < len("k"):
        return
    whole = number.value
    parts = [each.value for each in placed(one) if 0 < each.value < whole]
    sums = [a + b for a, b in combinations(parts, 2)] + [whole - each for each in parts]
    if not parts or len(parts) > _MOST_NUMBERS or any(agrees(share(each, whole), percent) for each in parts + sums):
        return
    part = next((f for f in reversed(one.figures) if f.span.end <= percent.span.start and _counted(f) and value_of(f) < whole), None)  # fmt: skip
    if part is not None:
        right = share(value_of(part), whole)
        line = f"{plain(value_of(part))}/{plain(whole)} = {show(right, 1)}% ≠ {percent.raw}"
        yield observe("percent-of-count", percent, line, related=[(part, part.raw)], right=f"{show(right, 1)}%",
                      count=plain(value_of(part)), total=plain(whole), fits=NONE, tied="yes")  # fmt: skip


_DENOMINATOR = lazy(
    r"(?:以|按)[^,，。;；\d]{0,12}(?P<n>\d{2,6})[例名人]?[^,，。;；\d]{0,6}(?:为|作为?)分母(?:计算?|统计)?[,，]?[^,，。;；\d]{0,12}$"
)
_DENOMINATOR_BEHIND = lazy(
    r"[)）]?,? (?:with|using|taking) (?:all |the |all the )?(?P<n>\d{2,6})(?: [a-z]+){0,4} as (?:the )?denominator"
)


def _counted(figure: Figure) -> bool:
    return kind_of(figure) in "CNX" and exact(figure) and figure.decimals <= 0 and value_of(figure) > 1


def _name(one: Paragraph, part: Figure, percent: Figure) -> str | None:
    """The words that name the group of a share."""
    ahead, gap, behind = one.before(part, 60), one.between(part, percent), one.behind(percent, 60)
    told = one.sentence_of(part.span)
    if told is not None:
        ahead = ahead[-max(0, part.span.start - told.span.start) :] if part.span.start > told.span.start else ""
    found = [pattern.search(ahead) for pattern in _AHEAD] + [
        _OF_THE.match(gap),
        _MAKES_UP.search(gap),
        _COUNTED_BY.search(gap),
        _OWN_RATE.search(gap),
    ]
    found += [pattern.match(behind) for pattern in _BEHIND] + [_SAME_NOUN.fullmatch(gap)]
    names = [match["name"] for match in found if match is not None]
    return names[0] if names else None


def _bears(one: Paragraph, whole: Whole, everybody: tuple[Whole, ...], name: str) -> bool:
    """Does the clause of a number tell of the group that a share names?"""
    following = min((each.start for each in everybody if each.start >= whole.end), default=len(one.words))
    previous = max((each.end for each in everybody if each.end <= whole.start), default=0)
    clause = _CLAUSE.split(one.words[previous : whole.start])[-1]
    behind = _CLAUSE.split(one.words[whole.end : following])[0]
    if behind == one.words[whole.end : following] and _OF_SO_MANY.fullmatch(behind.rstrip() + " "):
        rest = one.words[following:]  # Twenty of the 50 patients were women
        behind = _CLAUSE.split(_DIGITS.sub("", rest, count=1))[0]
    elif _OF_SO_MANY.fullmatch(clause[-12:].lstrip() + "") or _OF_SO_MANY.search(clause):
        behind = _VERB.split(behind)[0]
    words = f"{clause} {one.words[whole.start : whole.end]} {behind}"
    wanted = _stems(name)
    return bool(wanted) and (wanted <= _stems(words) or _begins(name, words))


def _begins(name: str, words: str) -> bool:
    """What tells a Chinese group from others stands first: ``有效`` of ``有效问卷``."""
    return len(name) >= 2 * _MODIFIER and name[0] >= "一" and name[:_MODIFIER] in words


_MODIFIER = 2
_OF_SO_MANY = lazy(r" (?:out )?of (?:the |our |all |these )?$")
_DIGITS = lazy(r"^[a-z\d,]+")
_VERB = lazy(r"\b(?:were|was|had|completed|finished|did|took)\b")


def _stems(text: str) -> set[str]:
    if _FINISH.search(text):
        return {_FINISHED}
    if _START.search(text):
        return {_STARTED}
    return pieces(text) - _IDLE


_IDLE = frozenset(
    [
        "患者",
        "病人",
        "人群",
        "人员",
        "用户",
        "学员",
        "those",
        "patien",
        "partic",
        "people",
        "were",
        "that",
        "with",
        "this",
    ]
)


def _another(one: Paragraph, part: Figure, percent: Figure, everybody: tuple[Whole, ...], whole: Whole) -> bool:
    """Does another number of its sentence make the share of the group, or do those who are left?"""
    sentence = one.sentence_of(percent.span)
    own = [
        each.value
        for each in everybody
        if sentence is not None and sentence.span.start <= each.start + one.start < percent.span.start
    ]
    tops = {each for each in own if each < whole.value}
    tops |= {sum(own[first:last], Decimal(0)) for first in range(len(own)) for last in range(first + 2, len(own) + 1)}
    less = {each.value for each in everybody if each.value * 3 < whole.value}
    return any(0 < each <= whole.value and agrees(share(each, whole.value), percent) for each in tops) or any(
        value_of(part) < whole.value - gone and agrees(share(value_of(part), whole.value - gone), percent)
        for gone in less
        if search(LOST, one.words)
    )
