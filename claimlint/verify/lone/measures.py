"""The units of doses as products of bases: ``10 mg/kg`` is mass for each kilogram of body, ``每盒28粒`` capsules for each box."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from claimlint.language.expressions import lazy

TIME, TURN = "time", "turn"
MASS, VOLUME, BODY, SURFACE, MONEY = "mass", "volume", "body", "surface", "money"
_PLAIN: tuple[tuple[str, str, str], ...] = (  # words, base, how many of the base's unit
    (r"ng|纳克|nanograms?", MASS, "0.000001"),
    (r"[μµu]g|mcg|微克|micrograms?", MASS, "0.001"),
    (r"mg|毫克|milligrams?", MASS, "1"),
    (r"g|克|grams?", MASS, "1000"),
    (r"kg|公斤|千克|kilograms?|kilos?", BODY, "1"),
    (r"ml|毫升|cc|millilit(?:re|er)s?", VOLUME, "1"),
    (r"l|升|lit(?:re|er)s?", VOLUME, "1000"),
    (r"m[²2]|平方米|square met(?:re|er)s?", SURFACE, "1"),
    (r"iu|国际单位|u|单位|units?(?: of (?:insulin|heparin))?", "unit", "1"),
    (r"mmol|毫摩尔|meq", "mmol", "1"),
    (r"kcal|千卡|大卡|calories", "energy", "1"),
    (r"cfu|个(?:活)?(?:细胞|活菌|菌)|cells", "cell", "1"),
    (r"元|块钱|yuan|dollars|euros|pounds", MONEY, "1"),
    (r"分钟|分|min(?:ute)?s?", TIME, "0.000694444444444444"),
    (r"小时|h|hrs?|hours?", TIME, "0.041666666666666667"),
    (r"天|日(?!期)|d|days?", TIME, "1"),
    (r"周(?!期)|星期|weeks?", TIME, "7"),
    (r"个月|月(?!经)|months?", TIME, "30"),
    (r"次|times", TURN, "1"),
)
_PIECES: tuple[tuple[str, str], ...] = (
    (r"tablets?|pills?|caplets?|片", "tablet"),
    (r"capsules?|softgels?|粒|丸", "capsule"),
    (r"sachets?|袋", "sachet"),
    (r"drops?|滴", "drop"),
    (r"puffs?|sprays?|inhalations?|actuations?|揿|喷|吸", "puff"),
    (r"doses?", "dose"),
    (r"injections?|shots?", "injection"),
    (r"infusions?", "infusion"),
    (r"gumm(?:y|ies)|颗|软糖", "gummy"),
    (r"patch(?:es)?|贴", "patch"),
    (r"scoops?|勺", "scoop"),
    (r"servings?|portions?|份", "serving"),
    (r"ampoules?|安瓿", "ampoule"),
    (r"vials?|瓶", "bottle"),
    (r"bottles?|罐|桶", "bottle"),
    (r"box(?:es)?|cartons?|盒", "box"),
    (r"packs?|packets?|包", "pack"),
    (r"blisters?|strips?|板", "strip"),
    (r"pens?|支", "pen"),
    (r"inhalers?", "inhaler"),
    (r"tubs?|jars?", "tub"),
    (r"tubes?", "tube"),
    (r"bags?", "bag"),
    (r"bars?|条|枚|杯|cups?|glass(?:es)?", "bar"),
)
PIECE = "(?:" + "|".join(words for words, _ in _PIECES) + ")"
_SHORT = "(?:" + "|".join(words for words, _, _ in _PLAIN) + "|" + PIECE + ")"
UNIT = rf"(?:{_SHORT})(?![a-z]|[²2](?![a-z0-9]))"
_EXACT = tuple((lazy(words), base, Decimal(factor)) for words, base, factor in _PLAIN) + tuple(
    (lazy(words), base, Decimal(1)) for words, base in _PIECES
)
CONTAINERS = frozenset(
    [
        "bottle",
        "box",
        "pack",
        "strip",
        "pen",
        "inhaler",
        "tub",
        "tube",
        "bag",
        "sachet",
        "ampoule",
        "bar",
        "scoop",
        "serving",
        "tablet",
        "capsule",
    ]
)
PIECES = frozenset(base for _, base in _PIECES)


class Measure(Struct, frozen=True):
    """How much of which bases: the exponent of each."""

    factor: Decimal
    powers: tuple[tuple[str, int], ...]

    def by(self, other: Measure, power: int) -> Measure:
        """This times another to a power of one or minus one."""
        powers = dict(self.powers)
        for base, exponent in other.powers:
            powers[base] = powers.get(base, 0) + power * exponent
        factor = self.factor * other.factor if power > 0 else self.factor / other.factor
        return Measure(factor, tuple(sorted((base, n) for base, n in powers.items() if n)))

    def times(self, number: Decimal) -> Measure:
        """So many of it."""
        return Measure(self.factor * number, self.powers)


def one_of(base: str) -> Measure:
    """One unit of a base."""
    return Measure(Decimal(1), ((base, 1),))


ONE = Measure(Decimal(1), ())
DAY, ONCE = one_of(TIME), one_of(TURN)


def measure(words: str) -> Measure | None:
    """The unit that the words name."""
    for pattern, base, factor in _EXACT:
        if pattern.fullmatch(words):
            return Measure(factor, ((base, 1),))
    return None


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern in which ``<U>`` stands for a unit, ``<P>`` for a piece or a pack."""
    return lazy(pattern.replace("<U>", UNIT).replace("<P>", PIECE + "(?![a-z])"))
