"""Pairs of a count and a percentage that speak of one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.figure import Comparator, Figure
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import agrees, exact, share, value_of
from claimlint.verify.figures.role_words import ENDPOINTS
from claimlint.verify.scenes.scene import Told, kind_of
from claimlint.verify.scenes.shapes import CODE, shaped


class Record(NamedTuple):
    """A count and a percentage that speak of one thing; ``whole`` where the text names it."""

    part: Figure
    percent: Figure
    whole: Figure | None
    whole_value: Decimal | None
    told: Told
    complement: bool = False


RATE_WORD = lazy(r"率|\brates?\b")
_OPEN = r"\s?[(\[]\s?(?:占|即|约占|为|n=|i\.e\.,?|that is,?|or|about)?\s?"
_THAT_IS = r"(?:大?约?占(?:比)?(?:为|约)?|比例(?:为|是|达)?|即|也就是|约|完成率(?:为|达|是)?)\s?"
_NO_SHARE = r"(?:increase|reduction|decrease|improvement|drop|fall|rise|gain|difference|change|median|mean|average|loss|growth|efficacy|effectiveness|level|score|power|confidence|ratio|margin)"
_EXPLICIT = (
    (
        r"(?P<k><C>)\s?[(（\[]\s?(?:该|本|同|其)?`{0,4}?(?:共|总|n=|of )`{0,3}?(?P<n><CN>)\s?[,，]\s?(?:占|约)?(?P<p><P>)",
        "n",
    ),
    (
        r"(?P<k><CN>)`{0,20}?, (?:for|giving|yielding|with|or) an? `{2,40}? of (?P<p><P>) (?:among|of|in) (?:the |all )?(?P<n><CN>)",
        "n",
    ),
    (
        r"(?P<k><CN>)`{1,50}?\sout of (?:the |all )?(?P<n><CN>)`{0,40}?, an? `{0,24}?(?:rate|proportion|share|yield) of (?P<p><P>)",
        "n",
    ),
    (r"(?P<k><D>)`{0,14}?" + _OPEN + r"(?P<p><P>)", None),
    (r"(?P<k><D>)\s?(?:[,，=、]|为|即|,?\s?or|,?\s?i\.e\.,?|占)\s?(?P<p><P>)", None),
    (r"(?P<p><P>)`{0,28}?[(\[]\s?`{0,12}?(?P<k><D>)", None),
    (r"(?P<p><P>) of (?:the |all )?<CN>`{0,30}?[(\[]\s?(?P<k><D>)", None),
    (r"(?P<k><C>)~{0,16}?占`{0,6}?(?P<n><C>)`{0,6}?的(?P<p><P>)", "n"),
    (r"(?P<p><P>)\s?[,，]\s?(?:即|or)?\s?(?P<k><D>)", None),
    (r"[(\[]\s?(?P<p><P>)[,;]\s?(?P<k><CN>) (?:out )?of (?P<n><CN>)`{0,30}?[)\]]", "n"),
    (r"(?P<k><D>)(?:\s[a-z-]+){1,4}\s?[(\[]\s?(?P<p><P>)\s?[)\],;]", None),
    (r"(?P<p><P>) of (?:the |all |our )(?P<n><CN>)`{0,30}?[(\[]\s?(?P<k><CN>)(?!\s(?:with|on|in))", "n"),
    (r"(?P<k><C>),? (?:that is|or|i\.e\.|about|which is)?,? ?(?P<p><P>) of (?:the |all |our )?(?P<n><CN>)", "n"),
    (
        (
            r"(?P<k><CN>)\s(?:out )?of\s(?:the\s|all\s|these\s|those\s)?(?P<n><CN>)\s`{1,50}?, (?:giving|yielding|for|with) an? `{0,24}?"
            r"(?:rate|sensitivity|specificity|accuracy|yield|incidence|prevalence|proportion) of (?P<p><P>)"
        ),
        "n",
    ),
    (r"(?P<n><CN>)(?: [a-z]+){0,3}, of (?:which|whom) (?P<k><CN>)\s?[(]\s?(?P<p><P>)\s?[)]", "n"),
    (r"(?P<k><C>)\s?[(]\s?(?P<p><P>)\s?[)] (?:out )?of (?:the |all )?(?P<n><CN>)", "n"),
    (r"(?P<k><C>)[,，]?占~{0,14}?[(（]\s?(?P<n><C>)\s?[)）]的(?P<p><P>)", "n"),
    (
        (
            r"(?P<n><C>)~{0,50}? (?P<k><CN>) (?:attended|responded|accepted|took part|agreed|returned|completed|replied|participated|came)"
            r"`{0,30}?, an? `{0,20}?(?:uptake|response|participation|completion|attendance|acceptance|turnout)(?: rate)? of (?P<p><P>)"
        ),
        "n",
    ),
    (
        r"(?P<k><CN>)\s(?:out )?of\s(?:the\s|all\s|our\s|these\s|those\s)?(?P<n><CN>)`{0,20}?\s?[-(,]\s?(?:or )?(?:a |about )?(?P<p><P>)\s?[-),]",
        "n",
    ),
    (r"(?P<n><C>)`{0,14}中[,，]?`{0,8}?(?P<p><P>)`{0,8}?[(（]\s?(?:即|约)?(?P<k><C>)\s?[)）]", "n"),
    (
        r"\bof (?:the |all |our )?(?P<n><C>)`{0,60}?, (?P<k><CN>) `{0,60}?\s?(?:[-(]|, ) ?(?:that is|or|i\.e\.),? (?P<p><P>)",
        "n",
    ),
    (
        r"(?P<k><CN>)\s(?:out )?of\s(?:the\s|all\s|our\s|these\s|those\s)?(?P<n><CNX>)\s`{0,100}?, an? `{0,24}?(?:rate|incidence|prevalence|proportion|share) of (?P<p><P>)",
        "n",
    ),
    (r"(?P<n><C>)`{0,14}中[,，]?`{0,12}?(?P<k><C>)`{0,14}?" + _OPEN + r"(?P<p><P>)", "n"),
    (
        r"(?P<k><CN>)\s(?:out )?of\s(?:the\s|all\s|our\s|these\s|those\s)?(?:remaining\s|other\s|evaluable\s|first\s|surviving\s)?(?P<n><CN>)`{0,40}?"
        + _OPEN
        + r"(?P<p><P>)",
        "n",
    ),
    (r"(?P<p><P>)`{0,24}?[(\[]\s?(?P<k><CN>)\s?(?:(?:out )?of|/|in)\s?(?:the\s)?(?P<n><CN>)`{0,40}?[)\],;]", "n!"),
    (
        r"\bof (?:the |all )?(?P<n><CN>)[^\ue000-\ue00c.;(]{0,40}, (?P<k><CN>)`{0,24}?[(\[]\s?(?P<p><P>)\s?[)\],;]",
        "n",
    ),
    (r"(?P<p><P>)\s?[(\[]\s?(?P<n><C>)中(?:的|有)?(?P<k><C>)", "n"),
    (r"(?P<n><C>)`{0,14}中[,，]?`{0,12}?(?P<k><C>)`{0,14}[,，]`{0,12}?率?(?:为|达|占|约)\s?(?P<p><P>)", "n"),
    (r"(?P<n><CX>)`{0,14}中[,，]?`{0,12}?(?P<k><CX>)`{0,14}[,，]\s?" + _THAT_IS + r"(?P<p><P>)", "n"),
    (
        r"(?P<n><CX>)`{0,16}[,，]\s?(?:其中|有)`{0,4}?(?P<k><CX>)(?:`{0,6}(?:了|完成|接受|选择|愿意|参加|坚持|自愿|按时)`{0,14}[,，])\s?"
        + _THAT_IS
        + r"(?P<p><P>)",
        "n",
    ),
    (
        r"(?P<k><CN>)\s(?:out )?of\s(?:the\s|all\s|our\s|these\s|those\s)?(?P<n><CNX>)(?:\s`{1,50}?)?\s?(?:[,:(-]|, which is|, giving) ?an? (?!`{0,30}"
        + _NO_SHARE
        + r")`{2,30}? of (?P<p><P>)",
        "n",
    ),
)
_IMPLIED = (
    r"(?P<k><C>)`{0,16}?" + _OPEN + r"(?P<p><P>)",
    r"(?P<k><CN>)\s?[(\[]\s?(?P<p><P>)\s?[)\],;]",
    r"(?P<k><CN>)(?:\s[a-z-]+){1,4}\s?[(\[]\s?(?P<p><P>)\s?[)\],;]",
    r"(?P<k><C>)`{0,10}?[,，]\s?(?:占|(?:累[积计])?(?:发生|检出|确诊|阳性|发病|患病|转阴)率为?|即|约占|占比为?|比例为?)`{0,6}?(?P<p><P>)",
    r"(?<!部分)(?<!完全)(?P<w>[一-鿿]{2,4}?)(?:者|患者|的)?(?:有|共)?(?P<k><C>)[,，](?!总)~{0,26}?(?P=w)[率度](?:已|高|竟|仅)?(?:为|达到?|是|约为|:)?(?P<p><P>)",
    r"(?P<k><C>)(?:患者)?(?:出现|发生|获得?|达到?)?[一-鿿]{0,6}?(?P<w>[一-鿿]{2,6}?)[,，]`{0,6}?(?P=w)(?:发生)?[率度](?:为|达到?|是|约为|:)?(?P<p><P>)",
    r"[(\[]\s?(?:n\s?=\s?)?(?P<k><CN>)\s?[,，;]\s?(?P<p><P>)\s?[)\],，;]",
    r"(?P<k><CN>) of (?:them|these|those|whom)\b`{0,70}?\s?(?:[-,(]|, which is) (?:that is |or |i\.e\.,? |about |a rate of |making |which is )?(?P<p><P>)",
    r"(?P<k><C>),? (?:or|i\.e\.,?|that is,?) (?:about |roughly |some |nearly )?(?P<p><P>)",
    r"\b(?:of|among) (?:those|them|these|whom|which),? (?P<k><CN>) `{2,70}?\s?[,(-]\s?(?:or|that is|i\.e\.|making|about|roughly|a rate of|\s|,){1,4}(?P<p><P>)",
    # linked by nothing but connecting words
    (
        r"(?P<k><C>)[\s,，(:=/-]{0,3}(?:——)?(?:大?约?占|占比|比例|比率|即|也就是说?|约|为|达到?|相当于|折合|百分比|百分率|合|高达|or|i\.e\.,?|that is,?|which is|equal to|"
        r"equivalent to|about|roughly|some|nearly|making up|\s|,|，|:){1,4}(?P<p><P>)"
    ),
    r"(?P<k><CN>)\s`{1,50}?, an? `{0,20}?(?:uptake|yield|turnout|coverage|retention|attrition|success|response|completion)(?: rate)? of (?P<p><P>)",
    r"(?P<p><P>)[,，]\s?(?:即|也就是|相当于|or|that is,?)\s?(?P<k><C>)",
    r"(?P<k><C>)(?:~|<TX>){0,26}?占(?:比|总数的|全部的|患者的)?(?:为|约|了|比例为)?(?P<p><P>)",
    r"(?P<k><C>)(?:[一-鿿]|<TX>){0,8}?(?P<w>[一-鿿]{2})[一-鿿]{0,8}?[,，](?!总)`{0,6}?(?P=w)率(?:为|达到?|是|约为|:)?(?P<p><P>)",
    r"(?<![一-鿿])(?P<w>[一-鿿]{2})(?:出|者|到|了)?[一-鿿]{0,6}?(?P<k><C>)[,，](?!总)`{0,6}?(?P=w)率(?:为|达到?|是|约为|:)?(?P<p><P>)",
    r"(?P<k><CN>)\s`{1,40}?, (?:giving |for |or |yielding |corresponding to |representing |that is,? )?(?:an? )(?:[a-z]+ ){0,3}(?:rate|incidence|proportion|prevalence) of (?P<p><P>)",
    r"(?P<k><CN>)`{1,50}?\s(?:out of|among|in|of) (?:the )?<CN>`{0,40}?, an? `{0,24}?(?:rate|incidence|prevalence|proportion|share) of (?P<p><P>)",
    # 57名患者症状好转，有效率为75%: the clause between tells an outcome, so the count is no total
    (
        r"(?P<k><C>)(?:`|<QUTX>){0,16}?(?:增加|提升|提高|上升|有所|下降|降低|升高|延长|缩短|转阴|好转|改善|缓解|减轻|减少|减退|消失|消退|痊愈|治愈|闭合|愈合|恢复|见效|起效|有效|达标|正常|存活|复发|死亡|出现|发生|通过|合格|坚持|维持|保持|符合|满足|达到|达|获得?|实现|转为|报告|表示|选择|认为|检出|发现|确诊|感染|患有?|应答|愿意|使用过|答对|接受度|减重|戒烟|怀孕|妊娠|分娩|母乳)(?:`|<QUTX>){0,10}?"
        r"[,，](?!对照|而|其中)`{0,4}?(?:有效|缓解|改善|治愈|痊愈|好转|显效|应答|达标|成功|复发|死亡|病死|存活|转阴|愈合|闭合|反应|检出|感染|患病|发生|发病|妊娠|满意|戒烟|通过|合格|知晓|完成|参与|阳性|阴性|命中|准确)率(?:为|达到?|是|约为|:|仅为|高达)?(?P<p><P>)"
    ),
    r"(?P<p><P>)\s?[(\[]\s?(?P<only>仅|只有|only|except)?`{0,3}?(?P<k><C>)`{0,10}?[)\]]",
)


_OF_THESE_MANY = lazy(
    r"(?:of|over|超过|约|every|per|each) (?:the |every )?(?:remaining |other |evaluable |first |last |surviving )?$"
)
_RATE_OF_EN = lazy(r"\b(?:rate|prevalence|incidence|proportion|frequency|percentage) of $")
_CHANGE = lazy(r"(?:下降|降低|减少|上升|升高|提高|增加|增长)(?:了|约|幅度|为){0,2}$")


_MOST_IN_A_SENTENCE = 240  # figures; what holds more is data run into a line, not a sentence


def records(told: Told) -> Sequence[Record]:
    """The pairs of count and percentage of one sentence, each percentage once."""
    if not 0 < len(told.figures) <= _MOST_IN_A_SENTENCE:
        return ()
    if "records" not in told.known:
        told.known["records"] = _found_records(told)
    found: Sequence[Record] = told.known["records"]
    return found


def _found_records(told: Told) -> list[Record]:
    found: dict[Span, Record] = {}
    for pattern, whole in _EXPLICIT:
        for match in shaped(pattern).finditer(told.shape):
            record = _explicit(told, match, whole)
            if record is not None:
                found.setdefault(record.percent.span, record)
    for pattern in _IMPLIED:
        for match in shaped(pattern).finditer(told.shape):
            part, percent = told.group(match, "k"), told.group(match, "p")
            only = "only" in match.re.groupindex and match["only"] is not None
            gap = told.words[percent.span.end - told.span.start : max(0, part.span.start - told.span.start)]
            if _LOOKED_AT.match(gap):
                continue  # 完好率88.5%（随访541人）
            before = told.shape[max(0, match.start() - 30) : match.start()]
            if usable(part, percent) and (not _OF_THESE_MANY.search(before) or _RATE_OF_EN.search(before)):
                found.setdefault(percent.span, Record(part, percent, None, None, told, only))
    for record in _by_shared_word(told):
        found.setdefault(record.percent.span, record)
    for record in _by_endpoint(told):
        if all(record.part.span != other.part.span for other in found.values()):
            found.setdefault(record.percent.span, record)
    _in_order(told, found)
    own = {record.part.span for record in found.values() if in_brackets(record)}
    kept = [record for record in found.values() if in_brackets(record) or record.part.span not in own]
    return [
        record
        for record in kept
        if record.whole is not None or not (is_change(told, record.percent) or _loose(told, record))
    ]


_CLOSED = lazy(r"[)）\]][^(（\[]*[,，;；]|[:：][^,，]*[(（\[]\s?$")
_TOGETHER = lazy(r"合计|共计|两者|三者|[二两三四五]项|前[二三四五]位|一起|together|combined|in all")
_CAME_TO = lazy(
    r"(?:\bfrom\b[^;；。]{1,60}\bto|(?:由|从)[^;；。]{1,30}[至到为]|[升降增减][至到为]|[(（][^()（）]{1,16}[)）]\s?(?:上升|下降|增加|减少))\s?$"
)
_NO_COUNT = lazy(r"\d\+$|\b(?:aged?|grade|type|stage|level|phase|day|week|year|month)\s$")  # Gleason 3+4, at age six
_AND_SO_MANY = shaped(r"<CND>\s?(?:[a-z]+ )?(?:and|versus|vs\.?|v|和|与|对|、)\s?$")
_ITS = lazy(r"其[一-鿿]{1,6}率(?:为|达|是)?\s?$")
_NEXT_SHARE = shaped(r"(?:和|与|及|、|比|对|/| and | vs\.? | versus | against )\s?<P>")
_ITS_RATE = shaped(r"[,，]?[一-鿿a-z\d-]{0,12}率`{0,4}?<P>")
_FORMS_OF_SHARE = lazy(r"占|比例|比率|[(（\[]|率|或|即|也就是|\bor\b|that is|i\.e\.")


def _loose(told: Told, record: Record) -> bool:
    """Does something between a count and a percentage, or ahead of them, tie either to another figure?"""
    part, percent = sorted((record.part, record.percent), key=lambda f: f.span)
    between = told.words[part.span.end - told.span.start : percent.span.start - told.span.start]
    if percent is record.part:
        return False
    ahead = told.words[: part.span.start - told.span.start]
    return (
        _CLOSED.search(between) is not None
        or _TOGETHER.search(between) is not None
        or _CAME_TO.search(ahead) is not None
        or _NO_COUNT.search(ahead) is not None
        or (record.part is part and _AND_SO_MANY.search(told.shape[: _place(told, part)]) is not None)
        or _ITS.search(told.words[: record.percent.span.start - told.span.start]) is not None
        or _of_its_rate(told, part, between)
        or _of_two(told, part, percent)
    )


def _place(told: Told, figure: Figure) -> int:
    return told.places[told.figures.index(figure)]


def _of_its_rate(told: Told, part: Figure, between: str) -> bool:
    """``男生806人，近视率48.7%；女生766人，53.5%``: what is told of one group is told of the next."""
    if _FORMS_OF_SHARE.search(between):
        return False
    before = [f for f in told.of_kind("C") if f.span.end <= part.span.start]
    return any(_ITS_RATE.match(told.shape, _place(told, f) + 1) for f in before)


def _of_two(told: Told, part: Figure, percent: Figure) -> bool:
    """``有效41例和30例，有效率为91.1%和66.7%``: of two shares the first is not that of the last count."""
    if not _NEXT_SHARE.match(told.shape, _place(told, percent) + 1):
        return False
    return not told.words[part.span.end - told.span.start :].lstrip().startswith(("(", "（", "["))


_TWO_SHARES = shaped(
    r"[(（\[]\s?`{0,12}?(?P<a><P>)\s?(?:v\.?|vs\.?|versus|compared with|against|比|对|与|和|及|and|、|,|，|;|；|/|-)\s?(?P<b><P>)"
)
_OF_SO_MANY = shaped(
    r"(?P<d><D>)|(?P<k><CN>) (?:out )?of (?:the |all |these |those )?(?P<n><CN>)|(?P<m><C>)`{0,14}?中[,，]?`{0,8}?(?P<j><C>)"
)


def _two_by_two(told: Told) -> Iterator[tuple[Figure, Record | None]]:
    """``122 of 304 on the drug and 133 of 306 on placebo (40.1% v 43.5%)``: the shares go by the order of the counts.

    A share of such a bracket is no other count's; where the two agree the other way round, nobody is accused.
    """
    for match in _TWO_SHARES.finditer(told.shape):
        shares = [told.group(match, "a"), told.group(match, "b")]
        parts: list[tuple[Figure, Figure, Decimal | None]] = []
        for pair in _OF_SO_MANY.finditer(told.shape, 0, match.start()):
            if pair["d"]:
                one = told.group(pair, "d")
                parts.append((one, one, one.denominator))
            else:
                one, size = (told.group(pair, name) for name in ("kn" if pair["k"] else "jm"))
                parts.append((one, size, size.value))
        if len(parts) < len(shares):
            continue
        parts = parts[-2:]
        usual = all(usable(part, percent) for (part, *_), percent in zip(parts, shares, strict=True))
        sized = [whole is not None and value_of(part) <= whole for part, _, whole in parts]
        known = usual and all(sized)
        for order in (parts, parts[::-1]):
            known = known and not all(
                whole is not None and agrees(share(value_of(part), whole), percent)
                for (part, _, whole), percent in zip(order, shares, strict=True)
            )
        for (part, figure, whole), percent in zip(parts, shares, strict=True):
            yield percent, Record(part, percent, figure, whole, told) if known else None


def _in_order(told: Told, found: dict[Span, Record]) -> None:
    for percent, record in _two_by_two(told):
        found.pop(percent.span, None)
        if record is not None:
            found[percent.span] = record


_RATE_OF = shaped(r"[,，]\s?(?!总)(?P<w>[一-鿿]{2,5})率(?:为|达到?|是|约为|:|仅为|高达)?(?P<p><P>)")
_NO_OWN = frozenset("组总有的者人数例中率为和与其是在率不未")


_OTHERS = f"[{CODE['C']}{CODE['D']}{CODE['P']}{CODE['N']}]"


def _by_shared_word(told: Told) -> Iterator[Record]:
    """``收回752份，回收率94.0%``: the clause of the count shares a character with the name of the rate."""
    for match in _RATE_OF.finditer(told.shape):
        before = [f for f in told.figures if f.span.end <= told.span.start + match.start() + 400]
        before = [f for f in before if told.places[told.figures.index(f)] < match.start() and kind_of(f) in "CN"]
        percent = told.group(match, "p")
        if not before or not usable(before[-1], percent):
            continue
        place = told.places[told.figures.index(before[-1])]
        clause = expressions.split(r"[，,。；;]", told.shape[:place])[-1] + told.shape[place : match.start()]
        between = told.shape[place + 1 : match.start()]
        if expressions.search(f"[无未不,，]|{_OTHERS}", between) or "、" in clause or before[-1].arm != percent.arm:
            continue
        if (
            set(match["w"]) & set(clause) - _NO_OWN
            and not _keeps_an_organ(match["w"], clause)
            and not expressions.search("[无未不]", clause)
        ):
            yield Record(before[-1], percent, None, None, told)


def in_brackets(record: Record) -> bool:
    """``88.2%（90眼）``: the count is that percentage's, and no other's."""
    return 0 <= record.part.span.start - record.percent.span.end <= 2


_LOOKED_AT = lazy(r"\s?[(（\[]\s?(?:随访|检查|检测|抽查|调查|监测|观察|共|总|可评|评估|实查|应查)[^,，。;；)）]{0,6}$")


def _keeps_an_organ(rate: str, clause: str) -> bool:
    """``乳腺癌手术214例，保乳率31%``: what is kept is named with every operation."""
    return rate.startswith("保") and "保" not in clause


_MEASURE = lazy(  # 61名皮损清除达到75%以上, "at least a 50% fall"
    r"(?:清除|改善|下降|缓解|缩小|减少|减轻|降低|消退|升高|增加|恢复)(?:程度|幅度|达到?|超过|至少|了|不低于|不少于|大于|≥|>|\s){0,3}$"
)
_OR_MORE = lazy(r"\s?(?:及|或)?以[上下]")


def is_change(told: Told, percent: Figure) -> bool:
    """``发病率下降5%`` and ``清除达到75%以上`` are no shares of people."""
    start, end = percent.span.start - told.span.start, percent.span.end - told.span.start
    if percent.low < 0 or percent.raw.startswith("+"):
        return True
    limit = percent.comparator in {Comparator.AT_LEAST, Comparator.MORE} or _OR_MORE.match(told.words, end)
    if limit and _MEASURE.search(told.words[max(0, start - 14) : start]):
        return True
    if _MORE_THAN.match(told.words, end):
        return True
    return _CHANGE.search(told.words[: percent.span.start - told.span.start]) is not None


_MORE_THAN = lazy(r" (?:more|fewer|less|higher|lower) than\b")  # 61,400 inpatients, 4% more than the year before


def usable(part: Figure, percent: Figure) -> bool:
    """A whole number of people (or of nothing named) and a percentage in digits."""
    if part.unit not in {"count", "animal", "eye", "none"}:
        return False
    return exact(part) and percent.value is not None and part.decimals == 0 and not percent.word and value_of(part) > 0


def _explicit(told: Told, match: re.Match[str], whole: str | None) -> Record | None:
    part, percent = told.group(match, "k"), told.group(match, "p")
    if not usable(part, percent) and not (percent.word and exact(part) and part.decimals == 0):
        return None
    if whole is None:
        return Record(part, percent, part, part.denominator, told)
    total = told.group(match, "n")
    if _NO_COUNT.search(told.words[: part.span.start - told.span.start]):
        return None
    if expressions.search(r"中[^\ue000-\ue00c]{0,4}[男女]", match[0]) or _of_a_closed_bracket(told, part, percent):
        return None
    if not exact(total) or total.decimals or (value_of(total) < value_of(part) and whole != "n!"):
        return None
    missed = expressions.search(r"\bmiss|漏|\bfail|未检出", told.words) is not None
    return Record(part, percent, total, value_of(total), told, missed)


def _of_a_closed_bracket(told: Told, part: Figure, percent: Figure) -> bool:
    """``76%, 532 of 700) than those who sat again (52.5%``: the count and the share stand in different brackets."""
    between = told.words[part.span.end - told.span.start : max(0, percent.span.start - told.span.start)]
    depth = 0
    for sign in between:
        depth += (sign in "(（[") - (sign in ")）]")
        if depth < 0:
            return True
    return False


def _by_endpoint(told: Told) -> Iterator[Record]:
    """``9例患者复发，复发率45%``: one count and one rate of the same outcome in a sentence."""
    counts = [
        f for f in told.figures if f.endpoint and f.unit == "count" and f.denominator is None and f.role == "n_event"
    ]
    rates = [
        f
        for f in told.figures
        if f.endpoint and f.unit == "pct" and f.role in {"response", "relapse", "mortality", "adverse"}
    ]
    for rate in rates:
        same = [f for f in counts if f.endpoint == rate.endpoint]
        twins = [f for f in rates if f.endpoint == rate.endpoint]
        if len(same) != 1 or len(twins) != 1 or not usable(same[0], rate) or same[0].arm != rate.arm:
            continue
        between = told.words[same[0].span.end - told.span.start : rate.span.start - told.span.start]
        if not (_own_word(told, same[0]) and _own_word(told, rate)) or between.startswith(
            ("的", "中", "患者的", "患者中")
        ):
            continue
        if (
            same[0].span.start < rate.span.start
            and RATE_WORD.search(told.words)
            and same[0].qualifiers == rate.qualifiers
        ):
            yield Record(same[0], rate, None, None, told)


def _own_word(told: Told, count: Figure) -> bool:
    """Does the outcome's word stand in the count's own clause?"""
    start, end = count.span.start - told.span.start, count.span.end - told.span.start
    before = expressions.split(r"[，。；、,;]", told.words[max(0, start - 8) : start])[-1]
    behind = expressions.split(r"[，。；、,;]", told.words[end : end + (14 if "率" in told.words else 30)])[0]
    words = [word.replace("_", " ") for concept in count.endpoint for word in ENDPOINTS.get(concept, "").split()]
    return any(word in before or word in behind for word in words)
