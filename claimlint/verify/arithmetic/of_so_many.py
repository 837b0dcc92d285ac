"""A share told beside so many of so many, in whatever order and words the three stand.

``15.7%，即120位老人中21位``, "19 of the 268 sections, or 1.7%", "83% of carers, 76 in a sample of 200": one reader finds the
pair, another what ties the share to it. A rate that has a name of its own must be the right one but for a slip of the pen.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import agrees, exact, share, show, value_of
from claimlint.verify.arithmetic.named_rates import explained, fault
from claimlint.verify.scenes.scene import Frame, Scene, Told, kind_of
from claimlint.verify.scenes.shapes import shaped

_DET = (
    r"(?:the |our |all |these |those |its |their |a total of |an? (?:original |initial )?)?(?:[a-z][a-z-]{2,14} ){0,2}?"
)
_PAIRS = (
    shaped(
        rf"(?P<k><CNX>)`{{0,40}}? (?:out of|of|among|amongst|from|in an? (?:sample|group|total|series|cohort|class|set|batch|pool) of) {_DET}(?P<n><CNX>)"
    ),
    shaped(r"(?P<k><C>)[^。;；]{0,40}?占(?:全部|全体|所有|总数|总)?(?P<n><C>)(?=[^。;；,，]{0,8}?的<P>)"),
    shaped(r"(?P<n><CNX>)`{0,10}?(?:中|里|之中|当中)[,，]?`{0,12}?(?P<k><CNX>)"),
    shaped(r"(?P<n><CNX>)`{0,6}?[,，]\s?(?:其中|有)`{0,16}?(?P<k><CNX>)"),
    shaped(r"(?P<n><CNX>)`{0,30}?[,;:.] (?:of (?:whom|these|which|them),? )`{0,30}?(?P<k><CNX>)"),
)
_BEHIND = shaped(
    r"`{0,44}?\s?[(（]\s?(?:or |about |占|约)?(?P<p><P>)\s?[)）]"
    r"|`{0,44}?(?:, (?:or|i\.e\.,?|that is,?|equal to|equivalent to|which is|making|giving|just|only)|[ -]+(?:or|—|–))(?: just| only| some| about)? (?P<q><P>)"
    r"|`{0,8}?的(?:约|仅)?(?P<u><P>)"
    r"|`{0,16}?[,，、:：]?\s?(?:占(?:比|总数|到|全部|全体)?的?|即|也就是|合|折合|比例(?:为|是|达到?)?|占比(?:为|是|达到?)?)\s?(?P<r><P>)"
    r"|`{0,16}?[,，、]\s?`{1,10}?(?:率|性|比例)(?:仅|只有|为|是|达到?|约为)?\s?(?P<t><P>)"
    r"|`{0,44}?[,;:] (?:an? |the )?(?:[a-z-]{3,14} ){0,3}?(?:rate|share|proportion|yield|uptake|prevalence|frequency|incidence) (?:of |was |is |: )?(?:just |only )?(?P<s><P>)"
)
_AHEAD = shaped(
    r"(?P<p><P>)(?:`{0,12}?[,，]\s?即\s?|\s?[(（:：]\s?| ?[,(—–:] ?(?:or |that is,? |i\.e\.,? )?| of [a-z -]{3,24}, |[ ,]+\((?:or )?)$"
)
_OTHERWISE = lazy(
    r"adjusted|weighted|cumulative|kaplan|estimat|actuarial|model|standardi[sz]ed|per (?:cent )?(?:year|annum|1|patient)|patient-years|confidence|\bci\b|surviv|more than|fewer|compared|than|versus|increase|decrease|reduc|fell|rose|"
    r"校正|标化|加权|累[积计]|估计|模型|生存|存活|较|比(?!例|率|重)|增|减少|下降|上升|升高|降低|平均|均值|同比|人年|贡献|灵敏|敏感|特异|预测值"
)
_NAMED = frozenset("ts")  # the groups of rates that have names


def check(scene: Scene) -> Iterator[Observation]:
    """Every sentence with a share and a pair of whole numbers."""
    for frame in scene.frames:
        for _, told in frame.telling:
            if not told.crowded and told.holds("P") and len(told.figures) > len("kn"):
                yield from _check(frame, told)


_OF_ALL = shaped(  # 90,286, about 92% of all 94,881 residents
    r"(?P<k><CNX>)(?: [a-z]+)?(?:, |[ -]+[(—–] ?)(?:or |some |just |only |that is,? |i\.e\.,? )?(?P<p>(?:about |around |nearly |almost |some )?<P>) of (?:all |the |all the |all of the |our |its )(?P<n><CNX>)"
)
_FAR = Decimal("2.5")  # points from what is told as about so much


def _of_all(frame: Frame, told: Told) -> Iterator[Observation]:
    for match in _OF_ALL.finditer(told.shape):
        part, whole = told.group(match, "k"), told.group(match, "n")
        rate = told.at(match.start("p") + len(match["p"]) - 1)
        if not _pair(part, whole) or rate.value is None or _OTHERWISE.search(match[0]):
            continue
        about = rate.comparator in {Comparator.ABOUT, Comparator.NEARLY}
        apart = abs(share(value_of(part), value_of(whole)) - value_of(rate))
        if apart > _FAR if about else exact(rate) and not explained(frame, rate, part):
            yield from fault(rate, part, whole)


def _check(frame: Frame, told: Told) -> Iterator[Observation]:
    yield from _of_all(frame, told)
    for pattern in _PAIRS:
        for match in pattern.finditer(told.shape):
            part, whole = told.group(match, "k"), told.group(match, "n")
            if not _pair(part, whole):
                continue
            for rate, named, clause in _shares(told, match.start(), match.end()):
                if _OTHERWISE.search(clause) or not exact(rate) or not 0 < value_of(rate) < 100:
                    continue
                if not explained(frame, rate, part) and (not named or _slip(rate, part, whole)):
                    yield from fault(rate, part, whole)


def _pair(part: Figure, whole: Figure) -> bool:
    units = {part.unit, whole.unit} - {"none"}
    return (
        all(map(exact, (part, whole)))
        and part.decimals <= 0
        and whole.decimals <= 0
        and 0 < value_of(part) < value_of(whole)
        and len(units) < len("kn")
        and kind_of(part) != "D"
    )


def _shares(told: Told, start: int, end: int) -> Iterator[tuple[Figure, bool, str]]:
    """The shares tied to a pair, whether they have names, and the words from one to the other."""
    behind = _BEHIND.match(told.shape, end)
    if behind is not None:
        name = next(each for each in "pqrtsu" if behind[each])
        yield told.group(behind, name), name in _NAMED, told.shape[start : behind.end()]
        return
    first = max(0, start - 40)
    ahead = _AHEAD.search(told.shape[first:start])
    if ahead is not None:
        yield told.at(first + ahead.start("p")), False, told.shape[max(0, first - 12) : end]


def _slip(rate: Figure, part: Figure, whole: Figure) -> bool:
    """Would the share be right with its digits in another order, or with its point elsewhere?"""
    actual = share(value_of(part), value_of(whole))
    if any(agrees(actual * shift, rate) for shift in (Decimal(10), Decimal("0.1"))):
        return True
    own, other = (each.replace(".", "") for each in (show(value_of(rate), rate.decimals), show(actual, rate.decimals)))
    return sorted(own) == sorted(other) and own != other
