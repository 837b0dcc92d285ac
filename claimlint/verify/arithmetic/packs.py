"""How long a pack lasts by what it holds and what is taken of it each day: ``一瓶60粒……每次3粒、每日2次……服用10天``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.language.numerals import parse_number
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import plain
from claimlint.verify.arithmetic.portions import SHEETS
from claimlint.verify.scenes.paragraphs import Paragraph, paragraphs
from claimlint.verify.scenes.scene import Scene, observe

_ZH = r"(\d{1,4}|[一二两三四五六七八九十]{1,3}|半)"
_EN = r"(\d{1,4}|half an?|an?|one|two|three|four|five|six|eight|ten|twelve)"
_PIECE = r"(?:片|粒|丸|颗|支|袋|包|枚|贴|条|滴|勺)"
_PIECES = r"(?:(?!(?:mg|g|mcg|µg|ml|iu|units?|of)\b)[a-z]+ ){0,2}?(?:tablets?|capsules?|pills?|gumm(?:y|ies)|sachets?|patch(?:es)?|drops?|scoops?|lozenges?|softgels?|pieces?|caplets?|ampoules?|sticks?)"
_HELD = (
    lazy(rf"(?:[每一1]\s?(?:瓶|盒|罐|袋|包|桶)|规格)(?:装|内含|含|有|为|[:：]|共|内有){{0,2}}\s?{_ZH}\s?{_PIECE}|{_ZH}\s?{_PIECE}(?:装|/(?:瓶|盒|罐|袋))"),
    lazy(rf"\b(?:each|one|a|the|per) (?:[a-z]+ )?(?:bottle|pack|box|tub|jar|carton|blister|packet|tin|pouch)(?: of [a-z -]{{3,40}}?| [a-z]+)?,? (?:holds|contains|has|of|with|carries|is filled with) {_EN} {_PIECES}"),
    lazy(rf"\b(?:bottles?|packs?|box(?:es)?|tubs?|jars?|cartons?|packets?) of {_EN} {_PIECES}"),
)  # fmt: skip
_DAILY = (  # each with how many numbers are summed or multiplied
    ("×", lazy(rf"每次\s?(?:服|吃|用|口服|服用|取)?\s?{_ZH}\s?{_PIECE}[、,，;；]?\s?(?:每[日天]|一[日天]|[日天])\s?{_ZH}\s?次")),
    ("×", lazy(rf"(?:每[日天]|一[日天])\s?{_ZH}\s?次[、,，;；]?\s?(?:每次|一次|各)\s?(?:服|吃|用|口服|服用|取)?\s?{_ZH}\s?{_PIECE}")),
    ("2×", lazy(rf"早晚(?:饭[前后]|餐[前后])?各\s?(?:服|吃|用|服用)?\s?{_ZH}\s?{_PIECE}")),
    ("3×", lazy(rf"(?:早中晚|一日三餐(?:[前后])?|三餐(?:[前后])?)各\s?(?:服|吃|用|服用)?\s?{_ZH}\s?{_PIECE}")),
    ("1×", lazy(rf"(?:每[日天]|一[日天])(?:只需|只要)?(?:服用?|吃|用|口服)?\s?{_ZH}\s?{_PIECE}(?!装)")),
    ("+", lazy(rf"\b{_EN}(?: {_PIECES})? (?:in the morning|each morning|every morning|at breakfast) and {_EN}(?: {_PIECES})? (?:in the evening|at night|each evening|every evening|at bedtime|with dinner|at dinner|in the afternoon)")),
    ("2×", lazy(rf"\b{_EN}(?: {_PIECES})?(?: (?:in|into|to) (?:each|both) [a-z]{{3,8}})?,? (?:twice|two times) (?:a day|daily|each day|every day)")),
    ("3×", lazy(rf"\b{_EN}(?: {_PIECES})?(?: (?:in|into|to) (?:each|both) [a-z]{{3,8}})?,? three times (?:a day|daily|each day|every day)")),
    ("1×", lazy(rf"\b{_EN}(?: {_PIECES})?,? (?:(?:once )?(?:a|per|each|every) (?:day|morning|night|evening)|(?:once )?daily|at (?:breakfast|bedtime|night))\b")),
)  # fmt: skip
_LASTS = (
    lazy(rf"(?:可(?:供)?(?:连续)?(?:服用?|使用|吃|用)|够(?:吃|用|服)?|能(?:吃|用|服)|(?:正好|刚好|恰好)(?:可?以?(?:服用?|吃|用))?|服用|用完需?)(?:约|了|\s)?{_ZH}\s?(?P<u>天|日|周|个月)(?!份|一)"),
    lazy(rf"\b(?:is|are|will be|gets) (?:finished|empty|used up|gone)(?: after| in| within)(?: about| exactly| just| around)? {_EN} (?P<u>days?|weeks?)"),
    lazy(rf"\b(?:lasts?|enough for|sufficient for|supply for|will do for|runs? out after)(?: you)?(?: for)?(?: about| exactly| just| around)? {_EN} (?P<u>days?|weeks?)"),
    lazy(rf"\b{_EN}[- ](?P<u>day|week)(?:'s|s'|s)? supply"),
)  # fmt: skip
_DAYS = {"天": 1, "日": 1, "周": 7, "d": 1, "w": 7}
_NOT_ONE = lazy(
    r"[两二三四五六七八九十\d]\s?(?:盒|瓶|罐|袋|桶)(?:共|一共|合计|正好)?可|(?:取|开|买|购|领|配|拿|囤)[了回走到药]{0,2}\s?[两二三四五六七八九十\d]{1,3}\s?(?:盒|瓶|罐|袋|桶)|每人|夫妻|俩|[两二三四五]口|\bcouple|\bfamily\b|首[日次周]|减[半量]|起始|维持|前\d|之后|随后|改为|加倍|第[二三四2-9]|或|儿童|小儿|loading|then\b|increase|maintenance|first|children|\bor (?:one|two|three|four|five|six|seven|eight|ten|twelve|\d)|morning and (?:at )?night, or|-\d|~|至少|最多"
)
_PIECE_OF = lazy("[片粒丸颗支袋包枚贴条滴勺]")
_MOST = 400  # characters of a passage


def check(scene: Scene) -> Iterator[Observation]:
    """Every short passage that tells one pack, one daily amount, one time that it lasts."""
    for _, one in paragraphs(scene):
        if len(one.words) <= _MOST and len(one.figures) > 1:
            yield from _check(one)
            yield from _boxes(one)


def _check(one: Paragraph) -> Iterator[Observation]:
    held = [match for pattern in _HELD for match in pattern.finditer(one.words)]
    lasting = [match for pattern in _LASTS for match in pattern.finditer(one.words) if _of_a_pack(one.words, match)]
    told = _daily(one.words)
    if len(held) != 1 or len(lasting) != 1 or told is None or _NOT_ONE.search(one.words):
        return
    if SHEETS.search(one.words) and _BOX.search(one.words):
        return  # 14 in a blister, four blisters a box: the 56 capsules last four weeks
    daily, words = told
    if _PIECE_OF.findall(held[0][0])[-1:] != _PIECE_OF.findall(words)[-1:]:
        return  # 每盒2支, 每天1片
    pack, stated, unit = _numbers(held[0])[0], _numbers(lasting[0])[0], _days(lasting[0])
    if any(Decimal(each) not in {pack, daily} for each in _OTHER_PACK.findall(one.words)):
        return  # 60粒装可服一个月，促销装为90粒，可服45天
    if _BOTH_EYES.search(one.words):
        daily *= 2
    if not pack or not stated or unit is None or not daily:
        return
    days = pack / daily
    if not (stated - 1) * unit < days < (stated + 1) * unit:
        match = lasting[0]
        place = one.span(match.start(), match.end())
        parts, lasting_days = f"{plain(pack)} / {plain(daily)}", plain(days.quantize(Decimal("0.1")))
        yield observe("parts-total", place, f"{parts} = {lasting_days} ≠ {match[0]}",
                      related=[(one.span(*held[0].span()), held[0][0])], stated=match[0], sum=lasting_days, parts=parts,
                      tied="yes")  # fmt: skip


_BOX = lazy(r"盒|\bbox|\bcarton")
_OTHER_PACK = lazy(rf"装(?:为|含|有)?\s?(\d{{2,4}})\s?{_PIECE}")
_BOTH_EYES = lazy(
    r"\b(?:in|into|to) (?:each|both) (?:eyes?|ears?|nostrils?|sides?)|(?:双眼|每眼|双耳|双侧|每侧|两侧)各?"
)
_COURSE = lazy(r"疗程|建议|推荐|连续|course|recommend|treatment")


def _boxes(one: Paragraph) -> Iterator[Observation]:
    """``每盒12袋，每次1袋，每日3次，一个疗程8天，一次购足2盒，正好用完``: so many packs make one course."""
    held = [match for pattern in _HELD for match in pattern.finditer(one.words)]
    courses, bought, told = list(_A_COURSE.finditer(one.words)), list(_BOUGHT.finditer(one.words)), _daily(one.words)
    if not (len(held) == len(courses) == len(bought) == 1) or told is None:
        return
    daily, words = told
    if not _EXACTLY.search(one.words) or _CHANGING.search(one.words):
        return
    if _PIECE_OF.findall(held[0][0])[-1:] != _PIECE_OF.findall(words)[-1:]:
        return
    pack, days, boxes = _numbers(held[0])[0], _number(courses[0]["n"]), _number(bought[0]["n"])
    if not pack or not days or not boxes or not daily:
        return
    days *= _DAYS[courses[0]["u"]]
    if pack * boxes != daily * days:
        line = f"{plain(pack)} × {plain(boxes)} ≠ {plain(daily)} × {plain(days)}"
        match = bought[0]
        yield observe("parts-total", one.span(match.start("n"), match.end()), line, related=[(one.span(*held[0].span()), held[0][0])],
                      stated=match[0], sum=plain(daily * days), parts=line.partition(" ≠")[0], tied="yes")  # fmt: skip


_A_COURSE = lazy(rf"(?:一个?|每个?|1个?|单个?)?疗程(?:为|是|共|需)?\s?(?P<n>{_ZH[1:-1]})\s?(?P<u>天|日|周)(?!期|每)")
_BOUGHT = lazy(rf"(?:购|买|需要?|开|取|配|备)(?:足|满|齐|好|够)?\s?(?P<n>{_ZH[1:-1]})\s?(?:盒|瓶|罐)")
_EXACTLY = lazy(r"正好|恰好|刚好|不多不少")
_CHANGING = lazy(
    r"首[日次]|起始|前[\d一二三]|之后|随后|改为|加倍|儿童|成人|或|约|左右|停药|间隔|隔[天日]|疗程间|[两二三四]个?疗程|每人|夫妻"
)


def _of_a_pack(words: str, match: re.Match[str]) -> bool:
    """``一个疗程可服用14天``: a course is no pack."""
    return _days(match) is not None and _COURSE.search(words[max(0, match.start() - 8) : match.start()]) is None


def _daily(words: str) -> tuple[Decimal, str] | None:
    """How many are taken a day, and the words that say so; None where nothing or more than one thing is told."""
    for how, pattern in _DAILY:
        found = list(pattern.finditer(words))
        if len(found) > 1:
            return None
        if found:
            told = _numbers(found[0])
            if None in told:
                return None
            one, *more = (each for each in told if each is not None)
            amount = one + more[0] if how == "+" else one * more[0] if how == "×" else one * int(how[0])
            return amount, found[0][0]
    return None


def _numbers(match: re.Match[str]) -> list[Decimal | None]:
    unit = match.groupdict().get("u")
    return [_number(text) for text in match.groups() if text is not None and text != unit]


def _number(words: str) -> Decimal | None:
    if words in {"a", "an"}:
        return Decimal(1)
    if words.startswith("half") or words == "半":
        return Decimal("0.5")
    read = parse_number(words)
    return read.value if read is not None else None


def _days(match: re.Match[str]) -> int | None:
    return _DAYS.get(match["u"][0])
