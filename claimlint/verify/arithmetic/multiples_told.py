"""The multiples that a sentence tells of two values, each with what it may stand for and what it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from claimlint.language import numerals
from claimlint.language.expressions import lazy
from claimlint.verify.scenes.scene import Told

_ENDLESS = Decimal(10**9)


class Bounds(NamedTuple):
    """What a ratio may be for a multiple as told: the exact one, and (nearer) one of two rounded values."""

    low: Decimal
    high: Decimal
    nearest_low: Decimal
    nearest_high: Decimal


def _bounds(low: Decimal, high: Decimal) -> Bounds:
    return Bounds(low, high, low, high)


class Multiple(NamedTuple):
    """A multiple at its place in the words of a sentence."""

    raw: str
    start: int
    end: int
    clause_start: int
    clause: str
    named: str  # the words of its clause besides itself
    allowed: tuple[Bounds, ...]  # between which bounds the larger value over the smaller may lie
    inner: bool  # one of the values may stand within its clause
    mixed: bool = False  # nurses to patients: the two need not be of one kind


_ZH_NUMBER = r"(?:\d{1,4}(?:\.\d{1,2})?|[一二两三四五六七八九十]{1,3}(?:点[一二三四五六七八九])?)"
_ZH_HEDGE = r"(?:大约|大概|接近|将近|超过|不到|不足|至少|约|近|逾|超|高达|达到?|足足|整整)?"
_ZH_OVER = r"(?:还[多要]|有余|以上|左右|多|余|半)?"
_ZH = lazy(
    rf"(?:是|为|相当于|等于|达到?|只有|仅有)(?P<hedge1>约|近|了)?(?P<of>[^,，。;；:：]{{1,30}}?)的(?P<q1>{_ZH_HEDGE})"
    rf"(?:(?P<n1>{_ZH_NUMBER})(?P<m1>[多余])?倍(?P<o1>{_ZH_OVER})|(?P<k>[一二两三四五六七八九十\d])?(?P<f>分之)(?P<l>[一二两三四五六])|(?P<half>一半|半数))"
    rf"|(?P<adds>增长|增加|提高|上升|升高|上涨|扩大|攀升|[增涨高多长升])(?:了|出)?(?P<q2>{_ZH_HEDGE})(?P<n2>{_ZH_NUMBER})(?P<m2>[多余])?倍(?P<o2>{_ZH_OVER})"
    rf"|(?P<q3>{_ZH_HEDGE})翻(?:了)?(?:(?P<n3>[一两二三四])番|(?P<n4>一倍)|倍|番)(?P<o3>{_ZH_OVER})",
    needs=("倍", "番", "分之", "半"),
)
_ONES = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred"
_EN_HEDGE = r"(?:(?P<hedge>about|around|roughly|approximately|nearly|almost|close to|just under|under|less than|just over|more than|over|at least|some|well over)\s)?"
_AS = r"as (?:high|many|much|often|large|long|fast|great|common|frequent|heavy|expensive|frequently|big|costly|likely)"
_EN = lazy(
    rf"{_EN_HEDGE}(?:a |an )?(?:"
    rf"(?P<n>\d{{1,4}}(?:\.\d{{1,2}})?|(?:{_ONES})(?P<plus> and a half)?)(?:(?: times|-times)(?: (?:{_AS}|the |that of|what it|those of|its |(?P<more1>more|higher|greater|larger|longer|faster)))|[- ]?fold(?: (?P<more2>[a-z]{{3,10}}))?)"
    rf"|(?:{_ONES})fold(?P<word>)(?: (?P<more3>[a-z]{{3,10}}))?"
    rf"|(?P<twice>twice|double|triple|treble|quadruple|thrice)(?: {_AS}| the | that of| what it)"
    rf"|(?P<part>half|third|quarter|fifth|tenth|two[- ]thirds|three[- ]quarters) (?:the |that|of (?:the |that|what|those|its ))(?P<head>(?!(?:patients|people|women|men|children)\b)[a-z -]{{0,40}})"
    rf"|(?P<part2>half|third|quarter|fifth|tenth) {_AS}(?! again)"
    rf"|(?P<verb>doubled|tripled|trebled|quadrupled|halved)(?=\s?(?:[.,;:)]|$| (?:in|over|within) (?:that|the|less|just|only|about|under|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a|\d{{1,2}}) ))"
    r")"
)
_HEADS = lazy(
    r"(?:[a-z0-9-]+ ){0,3}(?:number|figure|count|total|rate|level|value|amount|cost|price|sum|size|dose|frequency|incidence|prevalence|average|mean)\b|\s?(?:it (?:was|had)|in |of |for |among )"
)
_VERBS = {"doubled": 2, "tripled": 3, "trebled": 3, "quadrupled": 4, "halved": 2, "twice": 2, "double": 2, "triple": 3, "treble": 3,
          "thrice": 3, "quadruple": 4}  # fmt: skip
_PARTS = {"half": Decimal(2), "third": Decimal(3), "quarter": Decimal(4), "fifth": Decimal(5), "tenth": Decimal(10),
          "two-thirds": Decimal("1.5"), "three-quarters": Decimal("1.3333")}  # fmt: skip
_CUT_ZH = lazy(r"[,，。;；:：!！?？(（—]")
_CUT_EN = lazy(r"[,;:(—.]\s|[(—]|\b(?:and|but|so|while|whereas)\s")


def multiples(told: Told) -> Iterator[Multiple]:
    """Those of one sentence, in both languages."""
    for match in _ZH.finditer(told.words):
        found = _chinese(told.words, match)
        if found is not None:
            yield found
    if told.words.isascii() or any("a" <= letter <= "z" for letter in told.words):
        for match in _EN.finditer(told.words):
            found = _english(told.words, match)
            if found is not None:
                yield found
    for pattern in (_RATIO_ZH, _RATIO_EN):
        for match in pattern.finditer(told.words):
            found = _ratio(told.words, match)
            if found is not None:
                yield found


_RATIO_ZH = lazy(
    r"(?:(?P<name>[一-鿿]{2})之?比[例值]?|(?P<x>[一-鿿]{1,6})[与和对](?P<y>[一-鿿]{1,6}?)(?:人数|数量|数)?(?:之比|的?比例|的?比值))(?:也|已|就|提高到|降到|由此)?(?:为|是|达到?|仅|约|:){0,2}\s?(?P<a>\d{1,3}(?:\.\d{1,2})?)\s?[:：∶比]\s?(?P<b>\d{1,3}(?:\.\d{1,2})?)(?![\d.:：∶])"
)
_RATIO_EN = lazy(
    r"[,:(—-]\s?(?:giving |making |or |for |with |that is )?(?:an? |the )(?P<name>[a-z]+-(?:to-)?[a-z]+ )?ratio (?:of|was|is) (?:about |roughly )?(?P<a>\d{1,3}(?:\.\d)?|one|two|three)\s?(?:to|:)\s?(?P<b>\d{1,3}(?:\.\d{1,2})?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)(?![\w:-]|\.\d)"
)


def _ratio(words: str, match: re.Match[str]) -> Multiple | None:
    """``医生120名、护士264名，医护比为1∶2.2``: two numbers of people that the ratio names."""
    groups = match.groupdict()
    ahead = words[: match.start()]
    names = [groups[name] for name in ("x", "y") if groups.get(name)] or list((groups.get("name") or "").strip())
    known = names if not words[match.start() : match.end()].isascii() else []
    if not all(name[-2:] in ahead or name[:2] in ahead for name in known):
        return None
    one, two = (_value_en(word) for word in (match["a"], match["b"]))
    if one is None or two is None or min(one, two) <= 0:
        return None
    high, low = max(one, two), min(one, two)
    value, decimals = high / low, max(_digits(match["a"]), _digits(match["b"]))
    room = Decimal(1).scaleb(-max(decimals, 0)) / low if decimals > 0 else max(Decimal("0.5"), value / 10) / low
    bounds = _bounds(value - room, value + room)
    return Multiple(
        match[0].strip(",:(— "),
        match.start(),
        match.end(),
        match.start(),
        match[0],
        groups.get("name") or "" if not known else "",
        (bounds,),
        inner=False,
        mixed=True,
    )


def _chinese(words: str, match: re.Match[str]) -> Multiple | None:
    ahead = words[: match.start()]
    cuts = list(_CUT_ZH.finditer(ahead))
    start = cuts[-1].end() if cuts else 0
    hedge = "".join(match[name] or "" for name in ("hedge1", "q1", "q2", "q3", "m1", "o1", "m2", "o2", "o3"))
    if match["f"] or match["half"]:
        allowed = _fraction_zh(match, hedge)
    else:
        value = _value_zh(match)
        allowed = None if value is None else _ranges(value, _digits(match["n1"] or match["n2"]), hedge, match["adds"])
    if not allowed:
        return None
    named = words[start : match.start()] + (match["of"] or "")
    raw = words[match.start() : match.end()]
    end = match.end()
    inner = match["of"] is not None and any(letter.isdigit() for letter in match["of"].split("年")[-1])
    return Multiple(raw, match.start(), end, start, words[start:end], named, allowed, inner)


def _value_zh(match: re.Match[str]) -> Decimal | None:
    if match["q3"] is not None:
        turns = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4}.get(match["n3"] or "一", 1)
        return Decimal(2**turns)
    number = match["n1"] or match["n2"]
    if number[0].isdigit():
        return Decimal(number)
    whole, _, tenth = number.partition("点")
    read = numerals.parse_chinese(whole)
    return None if read is None else read.value + (Decimal("一二三四五六七八九".index(tenth) + 1) / 10 if tenth else 0)


def _fraction_zh(match: re.Match[str], hedge: str) -> tuple[Bounds, ...] | None:
    if match["half"]:
        return _part(Decimal(2), hedge)
    if not match["k"]:
        return None
    whole, part = (numerals.parse_chinese(word) if not word.isdigit() else None for word in (match["k"], match["l"]))
    if whole is None or part is None or not 0 < part.value < whole.value:
        return None
    return _part(whole.value / part.value, hedge)


def _digits(number: str | None) -> int:
    """How many digits stand behind the point; -1 for a word."""
    if not number or not number[0].isdigit():
        return -1
    return len(number.partition(".")[2])


def _english(words: str, match: re.Match[str]) -> Multiple | None:
    ahead = words[: match.start()]
    cuts = list(_CUT_EN.finditer(ahead))
    start = cuts[-1].end() if cuts else 0
    tail = _CUT_EN.split(words[match.end() : match.end() + 60] + " ")[0]
    tail = re.split(r"[.,;:)]", tail)[0]
    hedge = match["hedge"] or ""
    part = match["part"] or match["part2"]
    if match["part"] and not _HEADS.match(match["head"] or ""):
        return None
    if (
        match["part"] is not None
        and words[match.start("part") - 2 : match.start("part")] not in {"a ", "ne"}
        and match["part"] != "half"
        and "-" not in match["part"]
    ):
        return None  # the third
    allowed: tuple[Bounds, ...] | None
    adds = match["more1"] or match["more2"] or match["more3"] or ""
    if part:
        allowed = _part(_PARTS[part.replace(" ", "-")], hedge)
    elif match["verb"] or match["twice"]:
        allowed = _ranges(Decimal(_VERBS[match["verb"] or match["twice"]]), -1, hedge, "")
    else:
        number = (
            match["n"]
            or match[0][len(match["hedge"] or "") :].strip().removeprefix("a ").removeprefix("an ").partition("fold")[0]
        )
        value = _value_en(number)
        if value is None:
            return None
        allowed = _ranges(value, _digits(number), hedge, adds)
    if allowed is None:
        return None
    named = words[start : match.start()] + " " + (match["head"] or "") + " " + tail
    named += " " + adds if adds and adds not in {"more", "than"} else ""
    raw = match[0].strip()
    return Multiple(
        raw,
        match.start(),
        match.start() + len(raw),
        start,
        words[start : match.end()] + tail,
        named,
        allowed,
        inner=False,
    )


def _value_en(number: str) -> Decimal | None:
    if number[:1].isdigit():
        return Decimal(number)
    half = number.endswith(" and a half")
    read = numerals.parse_english(number.removesuffix(" and a half"))
    return None if read is None else read.value + (Decimal("0.5") if half else 0)


_MORE = lazy(r"超|逾|多|余|以上|至少|还|高达|more than|over|at least")
_LESS = lazy(r"不[到足]|under|less than")
_NEAR = lazy(r"近|nearly|almost|close")
_ABOUT = lazy(r"约|大概|左右|about|around|roughly|approx|some")


def _ranges(value: Decimal, decimals: int, hedge: str, adds: str | None) -> tuple[Bounds, ...] | None:
    """What a multiple may stand for; a growth of three times is to three or to four times as much."""
    if value <= 0:
        return None
    if value < 1 and not adds:
        room = Decimal(1).scaleb(-max(decimals, 0)) / value / value
        return (_bounds(1 / value - room, 1 / value + room),)
    if value == 1 and not adds:
        return None
    values = [value, value + 1] if adds else [value]
    if value < 1:
        values = [1 / value, value + 1]
    return tuple(_room(each, decimals, hedge) for each in values)


def _room(value: Decimal, decimals: int, hedge: str) -> Bounds:
    """Digits behind the point are taken at their word; three times may be two and a half to nearly four."""
    if decimals > 0:
        step = Decimal(1).scaleb(-decimals)
        low, high, near_low, near_high = value - step, value + step, value - step, value + step
    else:
        low, high = value * Decimal("0.85"), value + max(Decimal("0.99"), value / 10)
        near_low, near_high = value - Decimal("0.5"), value + Decimal("0.5")
        if decimals < 0 and value == 2:
            near_low, high, near_high = low, Decimal("2.5"), Decimal("2.4")  # doubled
    if _MORE.search(hedge):
        return _bounds(min(low, value * Decimal("0.97")), _ENDLESS)
    if _LESS.search(hedge):
        return _bounds(Decimal(0), value * Decimal("1.03"))
    if _NEAR.search(hedge):
        return Bounds(value * Decimal("0.75"), high, value * Decimal("0.75"), near_high)
    if _ABOUT.search(hedge):
        low, high = min(low, value * Decimal("0.8")), max(high, value * Decimal("1.25"))
        return _bounds(low, high)
    return Bounds(low, high, near_low, near_high)


def _part(value: Decimal, hedge: str) -> tuple[Bounds, ...]:
    """A third, a half: of how many times the smaller value the larger may be."""
    narrow = value < 2
    low, high = value * Decimal("0.92" if narrow else "0.84"), value * Decimal("1.09" if narrow else "1.22")
    if _MORE.search(hedge):
        low = Decimal(1)
    elif _LESS.search(hedge):
        high = _ENDLESS
    elif hedge:
        low, high = low * Decimal("0.9"), high * Decimal("1.15")
    return (_bounds(low, high),)
