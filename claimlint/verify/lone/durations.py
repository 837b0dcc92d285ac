"""Two stretches of time and the whole that they make: ``先治疗12周，停药后再随访24周，整个研究为期36周``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise

from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import plain, value_of
from claimlint.verify.lone.passage import passages, plain_point
from claimlint.verify.scenes.paragraphs import Paragraph
from claimlint.verify.scenes.scene import Scene, observe
from claimlint.verify.times.lengths import Time, times

_TOTAL = r"(?:整个|全部|全程|前后|总共|一共|合计|共计|总计|共)"
_UNDERTAKING = r"(?:研究|试验|项目|疗程|过程|周期|活动|课程|观察期|干预|住院|住|参加|参与|用时|耗时|占用|待|接受观察)"
_WHOLE = lazy(
    rf"{_TOTAL}(?:需要?|须|要|在[院家])?{_UNDERTAKING}?(?:共|为期|持续|历时|长达|需要?|时间|为|约|了){{0,3}}\s?$"
    r"|\b(?:for a total of|a total of|in all,?|altogether,?|the whole (?:study|trial|programme|program|course) (?:lasted|took|ran for|was)|(?:study|trial) (?:lasted|ran for|took)(?: [a-z]+){0,3}|"
    r"a total (?:stay|time|absence|duration|study time|follow-up) of|(?:each|every(?:one|body)?|they|all)(?: [a-z]+){0,2} (?:spent|spends|stayed|took part for|takes part for|was in the (?:study|trial) for))\s?$"
)
_SEVERAL_TIMES = lazy(
    r"\b(?:such|both|two|three) (?:periods|phases|cycles|rounds)|crossover|重复|交叉|[两二三]个(?:周期|阶段|循环)"
)
_SPENT = lazy(r"\b(?:spent|spends|stayed) $")
_WHOLE_BEHIND = lazy(r"\s?(?:in (?:all|total)|altogether|in hospital (?:in all|altogether|in total))\b")
_THEN = lazy(
    r"再|然后|随后|之后|接着|后续|停药后|继以|续以|又|\b(?:then|followed by|and then|after that|afterwards|plus|thereafter|next|and an?|and a further|and)\b|以及|[和与、，]"
)
_OTHERWISE = lazy(
    r"每(?![位名例个]|一?[位名人])|或|重叠|同时|其中|中位|平均|分别|年龄|病程|周期|疗程|循环|\bevery (?!one|body)|\beach (?!of|patient|participant|person|volunteer|spent|child|woman|man|took|takes|one|was)|\bor\b|overlap|of which|including|"
    r"median|mean|average|respectively|\bage|within|\bcycles?\b|\bcourses?\b|within"
)
_A_POINT = lazy(r"(?:第|\b(?:at|by|until|from|week|day|month|every|since|over|up to)(?: the)?)\s?$")
_A_POINT_BEHIND = lazy(r"\s?(?:时|末|起|前(?!后)|内|龄|before|ago|old|earlier)")
_CLAUSE = lazy(r"[，。；;,]|\.\s")
_OF_ELSE = lazy(r"\b(?:was|were|had|off|lost|missed|waited)\b")  # off work for 40 days in all
_MOST = 4  # parts


def check(scene: Scene) -> Iterator[Observation]:
    """Every sentence that tells times, of which words call the last the whole."""
    for one in passages(scene):
        for told in one.sentences:
            sentence = Paragraph(told.span.start, told.words, (told,))
            yield from _check(sentence)
            yield from _ahead(sentence)
            yield from _left(sentence)
            yield from _in_another_unit(sentence)
        if len(one.sentences) == len("ab"):
            yield from _check(one)


def _check(one: Paragraph) -> Iterator[Observation]:
    every = [each for each in times(one) if not each.bare and not each.counted]
    whole = [each for each in every if _is_whole(one, each)]
    if len(whole) == len("ab") and _SPENT.search(one.words, 0, whole[0].start):
        whole = whole[1:]  # each spent 12 weeks on treatment ... the study lasted 16 weeks
    if len(whole) != 1 or any(each.ranges or each.unit.rstrip("s") != whole[0].unit.rstrip("s") for each in every):
        return
    parts = [each for each in every if each.end <= whole[0].start]
    between = one.words[: whole[0].start]
    if not len("ab") <= len(parts) <= _MOST or not _THEN.search(between) or _OTHERWISE.search(between):
        return
    if any(_is_a_point(one, each) for each in parts) or (len(parts) > len("ab") and len(every) > len(parts) + 1):
        return
    total = sum(each.high for each in parts)
    if _SEVERAL_TIMES.search(one.words, whole[0].end):
        return
    if total == whole[0].high or whole[0].high <= max(each.high for each in parts):
        return
    line = f"{' + '.join(each.words for each in parts)} ≠ {whole[0].words}"
    yield observe("parts-total", whole[0].span, line, related=[(each.span, each.words) for each in parts],
                  stated=whole[0].words, sum=line.partition(" ≠")[0], parts=line.partition(" ≠")[0], tied="yes")  # fmt: skip


def _ahead(one: Paragraph) -> Iterator[Observation]:
    """``全程48周，先是16周的导入期，接着是32周的撤药期``, "lasts 52 weeks: a 12-week induction, then 40 weeks of maintenance"."""
    every = [each for each in times(one) if not (each.bare or each.counted or _EVERY.search(one.words, 0, each.start))]
    if (
        len(every) != _MOST - 1
        or len({each.unit.rstrip("s") for each in every}) > 1
        or any(each.ranges for each in every)
    ):
        return
    whole, first, second = every
    if not _WHOLE_FIRST.search(one.words, 0, whole.start) or _MORE_PHASES.search(one.words, first.start):
        return
    if not _PARTS.fullmatch(one.words, whole.end, first.start) or not _NEXT.search(one.words, first.end, second.start):
        return
    if first.high + second.high == whole.high or max(first.high, second.high) >= whole.high:
        return
    line = f"{first.words} + {second.words} ≠ {whole.words}"
    yield observe("parts-total", second.span, line, related=[(each.span, each.words) for each in (whole, first)],
                  stated=second.words, sum=whole.words, parts=line.partition(" ≠")[0], tied="yes")  # fmt: skip


_EVERY = lazy(r"(?:每隔?|\bevery )$")
_WHOLE_FIRST = lazy(
    r"(?:研究|试验|项目|疗程|干预|课程|训练)(?:全程|期|周期)?(?:一共|共|为期|总共|历时|持续|总长|为|约)?\s?$|全程(?:共|为)?\s?$"
    r"|\b(?:programme|program|trial|study|course|intervention|regimen) (?:lasts|lasted|runs for|ran for|takes|took|spans|is|was) $"
)
_PARTS = lazy(
    r"\s?(?:[:,(]|[—–-]{1,2})\s?(?:comprising |made up of |first )?(?:an? )?|[，,:：](?:先是?|首先是?|前)?(?:为期)?\s?"
)
_NEXT = lazy(
    r"(?:[，,]|\band )\s?(?:which is |is )?(?:followed (?:directly |immediately |at once )?by|then|接着|随后|然后|之后|再|继以)(?:是|为|进行|接受)?\s?(?:an? |by )?$"
)
_MORE_PHASES = lazy(
    r"\b(?:remain\w*|rest|wash-?out|final(?:ly)?|last(?:ly)?|overlap\w*|including|of which|plus|follow-up|screening|cycles?|repeat\w*|taper\w*|extension|begin\w*|start\w*|alongside|parallel|concurrent\w*)\b"
    r"|余下|其余|剩|开始|同时|并行|最后|洗脱|重叠|其中|随访|收尾|筛选|周期|重复|减量|延[长伸]|交叉|cross-?over"
)


def _is_a_point(one: Paragraph, each: Time) -> bool:
    before = one.words[max(0, each.start - 16) : each.start]
    return _A_POINT.search(before) is not None or _A_POINT_BEHIND.match(one.words, each.end) is not None


def _left(one: Paragraph) -> Iterator[Observation]:
    """``耗时142分钟，其中对接22分钟，真正操作的时间为120分钟``."""
    told = [f for f in one.figures if f.unit in TIME_UNITS or f.unit in _BARE]
    if len(told) != len(("whole", "part", "rest")) or not all(map(plain_point, told)):
        return
    whole, part, rest = told
    if {whole.unit, rest.unit} != {rest.unit} or part.unit not in {whole.unit, *_BARE} or whole.unit in _BARE:
        return
    if not (_OF_IT.search(one.between(whole, part)) or _OF_WHOLE.search(one.before(whole, 20))) or not _THE_REST.search(
        one.between(part, rest)
    ):
        return
    right = value_of(whole) - value_of(part)
    if right == value_of(rest) or right <= 0 or _OTHERWISE_LEFT.search(one.words):
        return
    line = f"{plain(value_of(whole))} - {plain(value_of(part))} = {plain(right)} ≠ {rest.raw}"
    yield observe("parts-total", rest, line, related=[(f, f.raw) for f in (whole, part)], stated=rest.raw, sum=plain(right),
                  parts=line.partition(" =")[0], tied="yes")  # fmt: skip


_OF_IT = lazy(r"其中|当中|包括|of which|of this|of that|including|of it")
_BARE = frozenset({"none", "count", "item"})
_OF_WHOLE = lazy(r"\bof (?:the|his|her|their|those|these|all the)(?: total of)? $|在(?:这|总共)$")
_THE_REST = lazy(r"真正|实际|净|剩|其余|余下|\bleav(?:es|ing)\b|remain|the rest|\bthe other\b|actual")
_OTHERWISE_LEFT = lazy(r"约|平均|中位|分别|每|另|±|about|mean|median|average|each|every|respectively|another|another")


def _in_another_unit(one: Paragraph) -> Iterator[Observation]:
    """``每天一次，连服12周，共84天``: one length told in weeks and in days, in years and in months."""
    every = [each for each in times(one) if not (each.bare or each.counted or each.ranges)]
    for first, second in pairwise(every):
        gap, behind = one.words[first.end : second.start], one.words[second.end : second.end + 14]
        small = _SMALL.get(first.unit.rstrip("s"), "")
        if second.unit.rstrip("s") not in small or not (_SAME.fullmatch(gap) or _SAME_BEHIND.match(gap + "@" + behind)):
            continue
        if _NOT_DAILY.search(one.words) or not (_SAME_SURE.search(gap) or _DAILY.search(one.words)):
            continue
        right = _RATIO[second.unit.rstrip("s")](first.high)
        if second.high == right or first.high == second.high:
            continue
        yield observe("parts-total", second.span, f"{first.words} ≠ {second.words}", related=[(first.span, first.words)],
                      stated=second.words, sum=first.words, parts=first.words, tied="yes")  # fmt: skip


_SMALL = {"周": ("天", "日"), "星期": ("天", "日"), "week": ("day",), "wk": ("day",), "年": ("月",), "year": ("month",)}
_RATIO: dict[str, Callable[[Decimal], Decimal]] = {
    **dict.fromkeys(("天", "日", "day"), lambda days: days),
    **dict.fromkeys(("月", "month"), lambda days: days / Decimal("365.25") * 12 * Decimal("30.44")),
}
_SAME = lazy(
    r"[，,]?\s?[(（]?(?:一共|总共|共计?|合计|总计|即|也就是|相当于|等于|换算[^，。\d]{0,4}|or|that is,?|i\.e\.,?|equivalent to|making|a total of|\s)+[)）]?\s?"
)
_SAME_BEHIND = lazy(r"[,，]? ?@ (?:in (?:all|total)|altogether)\b")
_SAME_SURE = lazy(r"即|也就是|相当于|等于|换算|\bthat is|i\.e\.|equivalent")
_DAILY = lazy(
    r"每[天日]|天天|逐日|\bdaily\b|every day|each day|once a day|(?:\d|one|two|three|twice|once) (?:times )?(?:a|per) day"
)
_NOT_DAILY = lazy(
    r"工作日|周末|漏|实际|除去|扣除|隔[天日]|停|休|weekday|working|missed|except|every other|alternate|off\b|rest\b|约|about|nearly|不到|近"
)


def _is_whole(one: Paragraph, each: Time) -> bool:
    before = one.words[max(0, each.start - 40) : each.start]
    if _WHOLE.search(before) is not None:
        return True
    return _WHOLE_BEHIND.match(one.words, each.end) is not None and not _OF_ELSE.search(_CLAUSE.split(before)[-1])
