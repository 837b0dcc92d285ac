"""Number phrases in words: Chinese numerals, tenths, halves, multiples."""

from __future__ import annotations

from decimal import Decimal

from claimlint.language import numerals, units
from claimlint.language.expressions import lazy
from claimlint.language.numerals import Number
from claimlint.verify.figures.grammar import MORE, Phrase, share_of, unit_at

# --- Chinese numerals -------------------------------------------------------------------------

_CN = r"[零〇一二两三四五六七八九十百千万亿]"
_PERCENT = lazy(
    rf"百分之({_CN}{{1,6}}(?:点{_CN}{{1,4}})?|\d{{1,3}}(?:\.\d{{1,3}})?)(?:\s?(?:-|~|至|"
    rf"到)\s?(?:百分之)?({_CN}{{1,6}}))?"
)
_SMALL_SHARE = lazy(rf"([千万])分之({_CN}{{1,5}}(?:点{_CN}{{1,3}})?|\d{{1,3}}(?:\.\d{{1,2}})?)")
_TENTHS = lazy(
    r"([一二两三四五六七八九十])(?:([一二两三四五六七八九十])成|成(半|[一二三四五六七八九](?!功|分|年|都))?)"
)
_FRACTION = lazy(rf"({_CN}{{1,4}})分之({_CN}{{1,4}})")
_HALF = lazy(r"(大半|过半|半数以上|一半以上|超半数|半数|一半|对半)")
_DOUBLING = lazy(rf"翻(?:了)?([一两二三四五])?番|翻(?:了)?({_CN}{{1,3}})倍|翻倍")
_DISCOUNT = lazy(r"([一二三四五六七八九])([一二三四五六七八九])?折(?![叠射磨腾断扣旧返中合戟]|线|转)")
_PAIR = lazy(
    r"([一二两三四五六七八九])([二两三四五六七八九])(十|百|千|万|百万)?(?:来|多)?(?=\s?(?:个月|个疗程|个星期|个周期|个小时|年|岁|天|周|例|名|位|人|"
    r"次|倍|小时|分钟|家|项|篇|种|个))"
)
_PLAIN = lazy(rf"{_CN}{{1,15}}(?:点[零〇一二三四五六七八九]{{1,6}})?")
_STOP_BEFORE = frozenset("第同另每统万之唯某逐单初不周期数")
_STOP_UNITS = frozenset({"item", "group", "layer", "piece", "yuan", "score", "kcal"})
_STOP_ONE = frozenset({"times", "study", "site", units.PERSONS, "country", "g", "animal", "course"})
_STOP_WORDS = lazy(
    r"二甲双胍|三七|四环素|五味子|六味|八珍|十全|百合|千金|三甲|二甲医|双盲|万一|百年(?:老|品|好)|千万(?!例|名|人|位)|百岁|百天|一年四季|三伏|"
    r"一月|二月|三月|四月|五月|六月|七月|八月|九月|十月|十一月|十二月|三八|五一|十一国|一天天|一日三餐|千年|万年|百日|百分百|"
    r"两人|两会|一人|一家|三国|两国|一国|一分|百次|万次|千次|三级|二级|一级"
)


def chinese_at(text: str, start: int) -> tuple[Phrase | None, int]:
    """The phrase of Chinese number words at ``start``, and where to go on reading."""
    for reader in (
        _half_time,
        _percent_words,
        _small_share_words,
        _tenths_range,
        _tenths,
        _fraction_words,
        _half,
        _doubling,
        _discount,
        _pair,
    ):
        phrase = reader(text, start)
        if phrase is not None:
            return phrase, phrase.end
    return _plain_chinese(text, start)


_HALF_TIME = lazy(rf"(?:({_CN}{{1,3}})(?:年半|个半月|个半小时|天半|个月半|小时半)|半(?:个)?(?:年|月(?!板)|小时|天))")
_HALF_UNITS = {"年": "year", "月": "month", "小时": "hour", "天": "day"}


def _half_time(text: str, start: int) -> Phrase | None:
    """``半年``, ``两年半``, ``三个半月`` is left alone."""
    match = _HALF_TIME.match(text, start)
    if match is None or text[start - 1 : start] in ("上", "下", "前", "后", "多", "过", "大"):
        return None
    whole = numerals.parse_chinese(match[1]) if match[1] else Number(Decimal(0), 0)
    if whole is None:
        return None
    value = Number(whole.value + Decimal("0.5"), 1)
    unit = next(unit for word, unit in _HALF_UNITS.items() if word in match[0])
    return Phrase(start, match.end(), value, value, unit)


def _percent_words(text: str, start: int) -> Phrase | None:
    match = _PERCENT.match(text, start) if text[start] == "百" else None
    if match is None:
        return None
    low = (
        numerals.parse_arabic(match[1])
        if match[1][0].isdigit() and match[1][0].isascii()
        else numerals.parse_chinese(match[1])
    )
    high = numerals.parse_chinese(match[2]) if match[2] else low
    if low is None or high is None:
        return None
    return Phrase(start, match.end(), low, high, "pct")


def _small_share_words(text: str, start: int) -> Phrase | None:
    """``千分之三``, ``万分之一``: per mille."""
    match = _SMALL_SHARE.match(text, start) if text[start] in "千万" else None
    if match is None:
        return None
    top = numerals.parse_arabic(match[2]) if match[2][0].isascii() else numerals.parse_chinese(match[2])
    if top is None:
        return None
    value = top if match[1] == "千" else Number(top.value / 10, top.decimals + 1)
    return Phrase(start, match.end(), value, value, "permille")


_TENTHS_RANGE = lazy(r"([一二两三四五六七八九])成?\s?(?:至|到|-|~)\s?([二三四五六七八九十])成")


def _tenths_range(text: str, start: int) -> Phrase | None:
    """``五成至七成``, ``三到五成``."""
    match = _TENTHS_RANGE.match(text, start)
    if match is None:
        return None
    low, high = (Decimal(_digit(char)) * 10 for char in match.group(1, 2))
    return share_of(start, match.end(), low, high) if low < high else None


def _tenths(text: str, start: int) -> Phrase | None:
    match = _TENTHS.match(text, start)
    if match is None or text.startswith(
        ("成员", "成人", "成本", "成功", "成立", "成熟", "成果", "成长", "成年"), match.end() - 1
    ):
        return None
    first, pair, half = match.groups()
    tens = Decimal(_digit(first)) * 10
    if pair:
        if pair == "十":
            return None
        return share_of(start, match.end(), tens, Decimal(_digit(pair)) * 10)
    extra = Decimal(5) if half == "半" else Decimal(_digit(half)) if half else Decimal(0)
    return share_of(start, match.end(), tens + extra, tens + extra, 0 if half else -1)


def _digit(char: str) -> int:
    return 10 if char == "十" else numerals.CHINESE_DIGITS[char]


def _fraction_words(text: str, start: int) -> Phrase | None:
    match = _FRACTION.match(text, start)
    if match is None:
        return None
    bottom, top = numerals.parse_chinese(match[1]), numerals.parse_chinese(match[2])
    if bottom is None or top is None or not bottom.value:
        return None
    if bottom.value == 10000 or bottom.value > 100:
        return None
    share = top.value / bottom.value * 100
    return share_of(start, match.end(), share, share)


def _half(text: str, start: int) -> Phrase | None:
    match = _HALF.match(text, start)
    if match is None:
        return None
    more = match[1] in {"大半", "过半", "半数以上", "一半以上", "超半数"}
    return share_of(start, match.end(), Decimal(50), Decimal(50), hint="more" if more else "")


def _doubling(text: str, start: int) -> Phrase | None:
    match = _DOUBLING.match(text, start) if text[start] == "翻" else None
    if match is None:
        return None
    if match[0].endswith("番"):
        value = Decimal(2) ** _digit(match[1] or "一")
    else:
        number = numerals.parse_chinese(match[2]) if match[2] else Number(Decimal(2), 0)
        if number is None:
            return None
        value = number.value
    return Phrase(start, match.end(), Number(value, 0), Number(value, 0), "fold", word=True)


def _discount(text: str, start: int) -> Phrase | None:
    """``八折``, ``八五折``: what is still paid."""
    match = _DISCOUNT.match(text, start) if "折" in text[start : start + 3] else None
    if match is None:
        return None
    value = Number(Decimal(_digit(match[1]) * 10 + (_digit(match[2]) if match[2] else 0)), 0)
    return Phrase(start, match.end(), value, value, "pct")


def _pair(text: str, start: int) -> Phrase | None:
    match = _PAIR.match(text, start)
    if match is None or not 0 < _digit(match[2]) - _digit(match[1]) <= 2:
        return None
    scale = {"十": 10, "百": 100, "千": 1000, "万": 10000, "百万": 10**6, None: 1}[match[3]]
    unit, end = unit_at(text, match.end())
    if not unit or unit in _STOP_UNITS:
        return None
    low, high = (Number(Decimal(_digit(char) * scale), 0) for char in match.group(1, 2))
    return Phrase(start, end, low, high, unit)


def _plain_chinese(text: str, start: int) -> tuple[Phrase | None, int]:
    match = _PLAIN.match(text, start)
    if match is None:
        return None, start + 1
    end = match.end()
    more = MORE.match(text, end)
    unit, unit_end = unit_at(text, more.end() if more else end)
    if not unit and (ranged := _open_range(text, start, match[0], end)):
        return ranged, ranged.end
    if not unit or _stopped(text, start, match[0], unit):
        return None, end
    low = numerals.parse_chinese(match[0])
    if low is None:
        return None, end
    phrase = Phrase(start, unit_end, low, low, unit, hint="more" if more else "")
    return _chinese_range(text, phrase) or phrase, unit_end


def _open_range(text: str, start: int, numeral: str, end: int) -> Phrase | None:
    """``三至六个月``: the unit stands behind the second number only."""
    join = _TO.match(text, end)
    second = _PLAIN.match(text, join.end()) if join else None
    low, high = numerals.parse_chinese(numeral), numerals.parse_chinese(second[0]) if second else None
    if second is None or low is None or high is None or not low.value < high.value:
        return None
    unit, unit_end = unit_at(text, second.end())
    if not unit or unit in _STOP_UNITS or _stopped(text, start, numeral, ""):
        return None
    return Phrase(start, unit_end, low, high, unit)


_TO = lazy(r"\s?(?:-|~|至|到)\s?")


def _chinese_range(text: str, phrase: Phrase) -> Phrase | None:
    match = _TO.match(text, phrase.end)
    second = _PLAIN.match(text, match.end()) if match else None
    number = numerals.parse_chinese(second[0]) if second else None
    if second is None or number is None:
        return None
    unit, end = unit_at(text, second.end())
    if unit != phrase.unit:
        return None
    return phrase._replace(high=number, end=end)


_LARGE = lazy("[二三四五六七八九]十|十[一二三四五六七八九]|[两二三四五六七八九][百千万]|一[百千万][一二三四五六七八九]")
_AMONG = lazy(
    r"(?:每[次日天晚]|[口冲]?服|各|早晚)$|(?:人|名|位|个|例)(?:患者|病人|孩子)?[里中](?:面|间)?(?:就|仅|只|大约|约)?有?$"
)
_A_DAY = lazy(
    r"一(?:[日天周年]|个月)\s?[一二两三四五六七八九\d]{1,2}\s?[次片粒支袋餐]|一[日天]\s?(?:共|合计|总共|最多|不超过|[吃服喝])|一米"
)


_RANK = lazy(r"\s?(?:位|名|大|强)(?!患|病人|受试|儿|女|男)")  # 前三位为: a rank, no people


def _stopped(text: str, start: int, numeral: str, unit: str) -> bool:
    if text[start - 1 : start] in _STOP_BEFORE and text[start - 1 : start]:
        return True
    if (
        unit in _STOP_UNITS
        and not (_LARGE.search(numeral) and unit != "score")
        and not _AMONG.search(text, max(0, start - 12), start)
    ):
        return True
    if numeral == "一" and (unit in _STOP_ONE or _A_DAY.match(text, start) or text[start - 1 : start] == "有"):
        return True
    if text[start - 1 : start] == "前" and _RANK.match(text, start + len(numeral)):
        return True
    if unit == "month" and text[start + len(numeral)] == "月":
        return True
    return _STOP_WORDS.match(text, start) is not None
