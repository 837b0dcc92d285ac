"""Values that cannot be: rates over 100 %, parts over their whole, medians outside their range."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimlint.language import expressions
from claimlint.language.expressions import lazy
from claimlint.model.figure import Comparator, Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Span
from claimlint.verify.arithmetic.exact import exact, plain, value_of
from claimlint.verify.doubts.other_readings import at_a_time, beyond_a_plan, of_nobody
from claimlint.verify.scenes.scene import Frame, Scene, Told, kind_of, observe
from claimlint.verify.scenes.shapes import Shaped, shaped

_SHARE_ROLES = frozenset({"response", "survival", "relapse", "mortality", "adverse", "sex", "incidence"})
_GROWTH = lazy(
    r"提高|增加|增长|升高|上升|超额|涨|高出|多|回收率|利用度|预计值|基线的|正常值|increas|rose|improv|higher|more|greater|"
    r"of baseline|of predicted|recovery|倍|对照的|参照|(?:前|去|上一?)年(?:同期)?的|of (?:the )?(?:previous|last|prior)|of (?:that|those) in|of (?:the )?(?:controls?|comparator)"
)
_WHOLE_PASSED = lazy(  # in its clause: of a goal, of a price, of a dose
    r"(?<!make )(?<!makes )(?<!making )\bup\b|jump|surg(?:ed|ing)|soar|climb|gr[eo]w|\bgain|doubl|tripl|of (?:its|the|their|our) (?:goal|target|plan|quota|daily)|daily value|nrv|\bsales\b|revenue|\borders\b|occupancy|"
    r"销[售量]|订单|营收|收入|目标|计划|任务|使用率|推荐(?:摄入)?量|预算|产量|扩增|放大"
)


def check(scene: Scene) -> Iterator[Observation]:
    """Impossible values, and 100 % with exceptions."""
    for frame in scene.frames:
        for index, told in frame.telling:
            yield from _rates(told)
            yield from _ages(told)
            yield from _subsets(told)
            yield from _centres(told)
            yield from _ranged_first(told)
            yield from _between_extremes(told)
            yield from _worded(frame, index, told)
        yield from _exceptions(frame)


def _rates(told: Told) -> Iterator[Observation]:
    for figure in told.of_kind("P"):
        if (
            figure.high > 100
            and not ("," in figure.raw and "%" not in figure.raw)  # people (90,286, 95% of all)
            and (figure.role in _SHARE_ROLES or _of_people(told, figure) or _of_a_test(told, figure))
            and (not _GROWTH.search(told.words) or _of_counted(told, figure))
            and not _WHOLE_PASSED.search(_clause(told, figure))
            and not told.has(r"相对生存|relative survival")
            and not _CELLS.search(_clause(told, figure))
            and not beyond_a_plan(told, figure)
            and not (figure.high < 101 and _ROUNDED.search(told.words))
        ):
            yield observe("impossible-value", figure, f"{plain(figure.high)}% > 100%", limit="100%")
    for figure in told.of_kind("D"):
        if figure.denominator is not None and value_of(figure) > figure.denominator:
            yield observe(
                "impossible-value",
                figure,
                f"{plain(value_of(figure))} > {plain(figure.denominator)}",
                limit=plain(figure.denominator),
            )


_ROUNDED = lazy(r"四舍五入|进位|合计|总和|\brounding\b|\badd(?:s|ed)? up\b|\bsum\b")
_CELLS = lazy(r"细胞|菌株|\bcells?\b|viabilit")  # may grow beyond the untreated ones
_CLAUSE_ENDS = lazy(r"[,，。;；:：、]|\. |\band\b")


def _clause(told: Told, figure: Figure) -> str:
    start, end = figure.span.start - told.span.start, figure.span.end - told.span.start
    before = _CLAUSE_ENDS.split(told.words[max(0, start - 50) : start])[-1]
    return before + " " + _CLAUSE_ENDS.split(told.words[end : end + 40])[0]


_PEOPLE = lazy(
    r"(?:的|以上的)?(?:患者|病人|受访者?|受试者|人群|人(?![均体工])|用户|女性|男性|儿童|孩子|会员|医生)"
    r"|\s(?:of (?:the |all |our |these |those )?(?:patients|participants|people|users|respondents|women|men|children|adults|nurses|volunteers|subjects|customers|babies|infants|families|students|responders|wearers|them)|of (?:all )?those [a-z]+"
    r"|(?:reported|experienced|said|achieved|responded|survived|relapsed|developed|had a|were))(?![a-z])"
)


_PEOPLE_BEFORE = lazy(
    r"(?:患者|病人|受访者|受试者|居民|家长|用户|\b(?:respondents|patients|participants|users|parents|nurses|people|women|men))\s?[(（]$"
)


_MAKES_UP = lazy(
    r"(?:占[^,，。;；\d]{0,14}的?(?:比[例重]为?)?|\b(?:mak(?:es?|ing) up|account(?:s|ed|ing)? for|represent(?:s|ed|ing)?|compris(?:es?|ed|ing)|constitut(?:es?|ed|ing))(?: about| some| nearly)?\s)$"
)
_WHOLE_OF = lazy(r"占(?:全部|所有|总|同期|全国|全市|全省)[^,，。;；]{1,12}|\sof (?:all|the total|total|every)\b")


def _of_people(told: Told, figure: Figure) -> bool:
    """``134.6%的患者``: a share of people, whatever is told of them."""
    if _of_counted(told, figure) or _PEOPLE_BEFORE.search(told.words[: figure.span.start - told.span.start]):
        return True
    start, end = figure.span.start - told.span.start, figure.span.end - told.span.start
    if _MAKES_UP.search(told.words[max(0, start - 30) : start]) and _WHOLE_OF.search(_clause(told, figure)):
        return True
    return _PEOPLE.match(told.words, end) is not None


_COUNTED = lazy(
    r"\s?(?:of (?:the |all |our |these |those )?\d[\d,]{0,9} (?!\s?(?:mg|ml|kg|g)\b)[a-z]+|的\d[\d,]{0,9}[例名位人个])"
)
_GROWN = lazy(r"(?:提高|增加|增长|升高|上升|超额|涨|高出|多|increase[ds]?|rose|grew|more)[^,，。;；]{0,12}$")


def _of_counted(told: Told, figure: Figure) -> bool:
    """ "116% of the 240 invited participants": a share of people who were counted, and no growth."""
    start, end = figure.span.start - told.span.start, figure.span.end - told.span.start
    return _COUNTED.match(told.words, end) is not None and not _GROWN.search(told.words[max(0, start - 20) : start])


_TEST = lazy(
    r"(?:敏感[度性]|灵敏度|特异[度性]|准确[率度]|符合率|预测值|sensitivity|specificity|accuracy)[^,，;；。]{0,10}$"
)


def _of_a_test(told: Told, figure: Figure) -> bool:
    """``敏感度为107.2%``: what a test gets right of all."""
    return _TEST.search(told.words[: figure.span.start - told.span.start]) is not None


_GROUPED = lazy(r"组(?!织|成|合|员)|\bgroup|\barm\b")
_OLDEST = lazy(
    r"(?:\b(?:median|mean|average) age\b|中位年龄|平均年龄|年龄(?:中位数|均值)?)[^.;。；(（]{0,40}[(（]\s?(?:range|范围|全距)?[:：,]?\s?(?:from )?\d{1,3}\s?(?:岁)?\s?(?:-|~|至|to)\s?(?P<most>\d{3})\s?(?:岁|years?)?\s?[)）,;]"
)
_EVER = 125


def _ages(told: Told) -> Iterator[Observation]:
    for match in _OLDEST.finditer(told.words):
        if int(match["most"]) > _EVER:
            place = Span(told.span.start + match.start("most"), told.span.start + match.end("most"))
            yield observe("impossible-value", place, f"{match['most']} > 120", stated=match["most"], limit="120")
    for figure in told.figures:
        aged = figure.role == "age" and expressions.search(r"岁|year|yr", figure.raw) is not None
        if (
            aged
            and figure.unit == "year"
            and figure.high > _EVER
            and not told.has(
                r"百年|历史|传承|传说|相传|神话|据传|附会|legend|myth|history|founded|institution|building|foundation|tradition|\btrees?\b|mummy|skeleton|fossil"
            )
        ):
            yield observe("impossible-value", figure, f"{plain(figure.high)} > 120", limit="120")


_SUBSET = (
    r"(?P<n><CN>)(?:(?!\))(?:`|<P>)|\((?:`|<P>){0,12}\)){0,40}?, (?P<k><CN>) of (?:them|whom|which)\b",
    r"(?P<n><CX>)(?:[一-鿿]{0,8})?(?<![初高])[中里](?![专学心医药度期])[,，]?[一-鿿]{0,8}?(?:有|共有|共)(?P<k><CX>)",
    r"(?:抽检|检测|抽查|检查|调查|筛查)(?:了)?(?P<n><CX>)`{0,8}[,，](?:其中)?(?:不合格|合格|阳性|阴性|异常)(?:的|者)?(?:有)?(?P<k><CX>)",
    r"\b(?:of|among) (?:the |these )?(?P<n><N>) [a-z]+s, (?P<k><N>) [a-z]+ed(?=[.,;])",
    r"\b(?:of|among) (?:the |these |our |all )?(?P<n><CN>) (?:[a-z]+ ){0,2}?(?:visited|surveyed|invited|contacted|approached|asked|sent|tested|inspected|examined|screened|studied), (?P<k><CN>)(?= [a-z]+)",
    r"(?P<n><C>)~{0,24}, of (?:whom|which) (?:only |just )?(?P<k><N>)(?= [a-z]+ed| had| were| took| voted)",
    r"(?P<k><CN>) of the (?P<n><CN>) (?:invited|eligible|enrolled|available|included) ",
    r"(?<!removal )(?<!removing )(?<!exclusion )(?<!addition )(?<!loss )\b(?:of|among) (?:the |these |our |all )?(?P<n><C>)`{0,30}?, (?P<k><C>)(?= [a-z]+ed| had| were| took)",
    r"(?P<n><C>)`{0,14}(?<![初高])中(?![专学心医药度期])[,，]?(?:有|共有|共)?`{0,8}?(?P<k><C>)",
    (
        r"(?P<k><CN>)\s(?:\([^)]{0,3}\)\s)?(?:out )?of\s(?:the\s|"
        r"all\s)(?P<n><CN>)\s?(?:[a-z]+\s){0,2}(?:patients|participants)?"
    ),
)


def _subsets(told: Told) -> Iterator[Observation]:
    for pattern in _SUBSET:
        for match in shaped(pattern).finditer(told.shape):
            part, whole = told.group(match, "k"), told.group(match, "n")
            if (
                exact(part)
                and exact(whole)
                and value_of(part) > value_of(whole)
                and (
                    (_alike(part, whole) and not _of_places(told, part, whole))
                    or (
                        "none" in {part.unit, whole.unit}
                        and (expressions.search("of wh|of them$|^(?:of|among) ", match[0]) is not None)
                        and not _of_places(told, part, whole)
                    )
                )
            ):
                if expressions.search(
                    r"例次|人次|\b(?:couples|families|pairs|teams|letters|sites|schools)\b", part.raw + told.words
                ):
                    continue
                yield observe("part-exceeds-total", part, f"{plain(value_of(part))} > {plain(value_of(whole))}",
                              related=[(whole, plain(value_of(whole)))], total=plain(value_of(whole)))  # fmt: skip


_PLACES = lazy(
    r"\s?(?:[a-z-]+ ){0,2}?(?:villages|hospitals|centres|centers|schools|practices|sites|wards|counties|towns|clinics|countries|districts|cities|pharmacies|companies|trials|studies|teams|couples|families|pairs)\b"
)
_LETTERS = lazy(r"[a-z]{3}")
_THINGS_OF = lazy(r"(?P<n>\d[\d,]*) [a-z]+ (?:of|from|in) (?:the )?$")


def _of_places(told: Told, part: Figure, whole: Figure) -> bool:
    """ "Of the 58 villages invited, 61 nurses came": people of places; "800 eyes of 410 patients": things of people."""
    things = _THINGS_OF.search(told.words, 0, whole.span.start - told.span.start)
    if things is not None and Decimal(things["n"].replace(",", "")) >= value_of(part):
        return True
    behind = told.words[whole.span.start - told.span.start :]
    noun = _LETTERS.search(part.raw.lower()) is not None
    return noun and _PLACES.match(expressions.sub(r"^[\d, ]+", "", behind)) is not None


def _alike(part: Figure, whole: Figure) -> bool:
    if part.unit == "eye" and whole.unit == "count":
        return False  # 60 patients have up to 120
    return part.unit == whole.unit or {part.unit, whole.unit} <= {"count", "animal", "eye"}


_CENTRE = (
    (
        r"(?P<c><TUNPCX>)~{0,6}?[(（,，;；\[]\s?(?:iqr|interquartile range|四分位数?间?距|范围|range|"
        r"全距)?~{0,6}?(?P<r><TUNPCX>)"
    ),
    r"(?P<c><TUN>)~{0,4}?[(（,，]\s?~{0,12}?(?:范围|rang|四分位|iqr|interquartile)~{0,14}?(?P<r><TUNPCX>)",
)


_SPREAD = lazy(r"(?:\bs\.?d\.?|\bs\.?e\.?|标准差|±)\s?[:=]?\s?$")  # 54 years (SD 12, range 21 to 83)
_OUT_OF = lazy(r"\bout of $|满分(?:为)?$|/\s?$")  # a rating of 8.4 out of 10


def _centres(told: Told) -> Iterator[Observation]:
    """``中位年龄45岁（范围50-72岁）``."""
    for pattern in _CENTRE:
        for match in shaped(pattern).finditer(told.shape):
            centre, spread = told.group(match, "c"), told.group(match, "r")
            if centre.value is None or spread.value is not None or centre.comparator is not Comparator.EQUAL:
                continue
            if spread.unit not in {centre.unit, "none"}:
                continue
            if _SPREAD.search(told.shape[: match.start("c")]) or _OUT_OF.search(told.shape[: match.start("c")]):
                continue
            labelled = expressions.search(r"范围|rang|iqr|四分位|interquartile", match[0]) or spread.stat
            middle = told.has(r"中位|median|平均|mean|average") and told.shape[match.end() : match.end() + 1] in ")）]"
            if not (labelled or middle) or not spread.low < spread.high:
                continue
            if not spread.low <= value_of(centre) <= spread.high:
                line = f"{plain(value_of(centre))} ∉ [{plain(spread.low)}, {plain(spread.high)}]"
                yield observe("centre-outside-range", centre, line, related=[(spread, spread.raw)], interval=spread.raw)
                break


_RECRUITED = shaped(
    r"年龄(?:为|在)?(?P<r><T>)(?:`|<C>){0,24}?[,，](?:参[与加]者|受试者|志愿者|患者|患儿|入[组选]者|研究对象|全组|总体|他们|其)?的?(?:中位|平均)年龄(?:为|约)?(?P<c><T>)"
    r"|\b(?:aged|ages) (?P<s><T>)(?:`|<CN>|,){0,60}?[;,.] ?(?:and |with |the |their |an? )*(?:median|mean|average) age (?:was |of |is )?(?P<d><TN>)"
)
_SPAN_FIRST = shaped(
    r"(?:年龄|aged?|ages|随访|时间|时长|病程|天数)`{0,16}?(?P<r><T>)[\s(（,，]{0,3}(?:with )?(?:an? )?(?:中位|平均|median|mean)(?:年龄|数|随访时间|随访| age|"
    r":)?\s?(?:of |was |为|约)?[(（]?(?P<c><TN>)"
)


_EXTREMES = shaped(
    r"(?:最小|最低|最年轻|youngest|minimum)`{0,12}?(?P<a><TUN>)`{0,6}?[,，、]?\s?(?:and )?(?:the )?`{0,4}?(?:最大|最高|最年长|oldest|maximum)`{0,10}?(?P<b><TUN>)~{0,20}?"
    r"(?:中位|平均|median|mean|average)`{0,16}?(?P<c><TUN>)"
    r"|(?:中位|平均)`{0,8}?(?P<m><TUN>)[,，;]\s?(?:其中|年龄)?(?:最小|最低|最年轻)`{0,4}?(?P<l><TUN>)[,，、]\s?(?:最大|最高|最年长)`{0,4}?(?P<h><TUN>)"
    r"|youngest`{0,24}?(?P<k><TUNC>)`{0,6}? (?:and )?(?:the )?oldest`{0,12}?(?P<n><TUNC>)[;,.]~{0,16}?(?:mean|median|average)`{0,12}?(?P<o><TUN>)"
    r"|\brang(?:ed|ing)`{0,12}? from (?P<d><TUN>) to (?P<e><TUN>)`{0,4}?[\s(,]{1,3}(?:with )?(?:an? )?(?:mean|median|average)`{0,8}?(?P<f><TUN>)"
)


def _between_extremes(told: Told) -> Iterator[Observation]:
    """``年龄最小18岁，最大75岁，中位年龄52岁``."""
    for match in _EXTREMES.finditer(told.shape):
        names = next(names for names in ("abc", "lhm", "kno", "def") if match[names[0]])
        low, high, centre = (told.group(match, name) for name in names)
        units = {low.unit, high.unit, centre.unit} - {"none", "count"}
        alike = (units <= {centre.unit} or names == "def") and all(map(exact, (low, high, centre)))
        if alike and not value_of(low) <= value_of(centre) <= value_of(high):
            line = f"{plain(value_of(centre))} ∉ [{plain(value_of(low))}, {plain(value_of(high))}]"
            related = [(low, low.raw), (high, high.raw)]
            yield observe("centre-outside-range", centre, line, related=related, interval=f"{low.raw} - {high.raw}")


def _ranged_first(told: Told) -> Iterator[Observation]:
    """``年龄18~75岁，中位年龄82岁``."""
    recruited = () if _GROUPED.search(told.words) else _RECRUITED.finditer(told.shape)
    for match in (*_SPAN_FIRST.finditer(told.shape), *recruited):
        first = match["r"] is not None
        centre, spread = told.group(match, "c" if first else "d"), told.group(match, "r" if first else "s")
        comparable = exact(centre) and spread.unit == centre.unit and spread.low < spread.high
        if spread.value is None and comparable and not spread.low <= value_of(centre) <= spread.high:
            line = f"{plain(value_of(centre))} ∉ [{plain(spread.low)}, {plain(spread.high)}]"
            related = [(spread, spread.raw)]
            yield observe("centre-outside-range", centre, line, related=related, interval=spread.raw)


# --- everybody, and yet not ---------------------------------------------------------------------

_OPPOSITES: tuple[tuple[str, str], ...] = (
    (
        "survival",
        r"(?P<k><C>)`{0,8}(?:死亡|病死|死于|去世|离世|died)|(?:死亡|died)`{0,4}(?P<k2><C>)|(?P<k3><C>)\s(?:deaths?)",
    ),
    ("remission", r"(?P<k><C>)`{0,8}(?:未缓解|未达到?缓解|无缓解)|未缓解`{0,4}(?P<k2><C>)"),
    (
        "response",
        (
            r"(?P<k><C>)`{0,8}(?:无效|无应答|未应答|未见效)|无效`{0,4}(?P<k2><C>)|(?P<k3><C>)\s(?:non-?responders|"
            r"did not respond)"
        ),
    ),
    (
        "cure",
        (
            r"(?P<k><C>)`{0,8}(?:未愈|未治愈|无效)|(?:未愈|未治愈|无效)`{0,4}(?P<k2><C>)|"
            r"(?P<k3><C>)\s(?:were not cured|did not respond|non-?responders|relapsed)"
        ),
    ),
)


def _exceptions(frame: Frame) -> Iterator[Observation]:
    """``缓解率100%`` beside ``2例未缓解``, without arms or time points that could part them."""
    everybody = [
        f for f in frame.figures if f.unit == "pct" and value_of(f) == 100 and exact(f) and f.role in _SHARE_ROLES
    ]
    for figure in everybody:
        for concept, pattern in _OPPOSITES:
            if concept not in figure.endpoint:
                continue
            other = _exception(frame, figure, pattern)
            if other is not None:
                yield observe("all-with-exceptions", figure, f"100% ≠ {plain(value_of(other))} {concept}",
                              related=[(other, other.raw)], count=plain(value_of(other)))  # fmt: skip


def _exception(frame: Frame, figure: Figure, pattern: str) -> Figure | None:
    own = next(told for told in frame.sentences if told.span.contains(figure.span))
    for told in frame.sentences:
        for match in shaped(pattern).finditer(told.shape):
            name = next(name for name in match.groupdict() if match[name])
            other = told.group(match, name)
            if (
                kind_of(other) == "C"
                and value_of(other) > Decimal(0)
                and other.arm == figure.arm
                and not _parted(told, figure)
                and not (told is not own and _LATER_ON.search(_clause_of(told, other)))
            ):
                return other
    return None


_LATER_ON = lazy(
    r"第\s?[\d一二三四五六七八九十]{1,3}\s?(?:天|周|个?月|年)|(?:\d|[一二两三四五六七八九十半])\s?(?:天|周|个?月|年)(?:后|时)|出院后|后来|其后|此后|外院|次年|"
    r"\blater\b|subsequent|thereafter|\bat (?:month|week|day|year) \d|\bin (?:month|week|year) \d|(?:months?|weeks?|years?|days?) (?:after|later)"
)


def _clause_of(told: Told, figure: Figure) -> str:
    """The words around a number up to the next full stop or semicolon."""
    start, end = figure.span.start - told.span.start, figure.span.end - told.span.start
    return told.words[max(0, start - 24) : end + 24]


def _whom(words: str) -> Shaped:
    """Those of whom the words are told: ``2例失败``, ``失败2例``, ``two of them failed``."""
    return shaped(rf"(?P<k><C>)`{{0,8}}(?:{words})|(?:{words})(?:的|者|手术|仅|只|有|为){{0,3}}(?P<m><C>)")


_WORDED = (  # what the rate is of, and those who were not
    (r"成功率?`{0,6}$", _whom("失败|未成功|未能|中转")),
    (r"微创(?:完成)?率?`{0,4}$", _whom("中转开放|中转开腹|中转")),
    (r"(?:阳转|应答|有效|缓解)率?`{0,4}$", _whom("无应答|未应答|无效|未阳转|未缓解")),
    (r"(?:阳性)率?`{0,6}$", _whom("阴性")),
    (r"(?:阴性)率?`{0,6}$", _whom("阳性")),
    (r"(?:存活|成活|植活|生存|保肢|留存)率?`{0,4}$", _whom("死亡|坏死|脱落|截肢|失败|丢失")),
    (r"(?:愈合|痊愈|治愈)率?`{0,4}$", _whom("未愈合|不愈合|未愈|延迟愈合|未痊愈|未治愈")),
    (r"合格率?`{0,4}$", _whom("不合格|未合格|未达标")),
    (r"(?:接种|查验|覆盖|检测|筛查|核查|复核|落实|执行|监测|建档|签约|上报|补种)率?`{0,4}$",
     _whom("未接种|未查验|未覆盖|未检测|未筛查|未核查|未复核|漏查|漏检|漏报|漏种|未执行|未落实|未监测|未建档|未签约|未上报")),
    (r"(?:success|completion|survival|retention|response|healing)(?: rate)?`{0,12}$",
     shaped(r"(?P<k><CNX>)`{0,16}(?:failed|were unsuccessful|were converted|died|were lost|was lost|had been lost|did not)|(?!)(?P<m><C>)")),
    (r"(?:完成|随访)率?`{0,6}$", _whom("失访|脱落|退出|未完成")),
)  # fmt: skip


def _says(told: Told, words: str, place: int) -> bool:
    before = expressions.search(words.replace("`", r"[^\ue000-\ue00c。;,，!?\n]"), told.shape[:place]) is not None
    return before or ("success" in words and _NAMED_BEHIND.match(told.shape, place + 1) is not None)


_NAMED_BEHIND = lazy(r" (?:[a-z]+ )?(?:success|completion|survival|retention|response|healing)")
_LATER = lazy(
    r"随访|后来|其后|此后|[月年周]后|第\s?[\d一二三四五六七八九十]{1,3}\s?个?[月年]|另|其他|later|follow-up|thereafter|other"
)


def _worded(frame: Frame, index: int, told: Told) -> Iterator[Observation]:
    """``成功率100%，其中3例失败``: in one sentence or the next of the block, by its words."""
    for figure, place in zip(told.figures, told.places, strict=True):
        if figure.unit != "pct" or not exact(figure) or value_of(figure) != 100:
            continue
        if figure.anchor is not None and figure.role == "survival":  # 100% at 6 months, and later deaths
            continue
        around = [told]
        if index + 1 < len(frame.sentences) and frame.sentences[index + 1].block == told.block:
            around += [one for one in (frame.sentences[index + 1],) if not _LATER.search(one.words)]
        for words, pattern in _WORDED:
            other = _not_all(around, pattern, figure) if _says(told, words, place) else None
            if other is not None:
                yield observe("all-with-exceptions", figure, f"100% ≠ {other.raw}",
                              related=[(other, other.raw)], count=plain(value_of(other)))  # fmt: skip


def _not_all(around: list[Told], pattern: Shaped, figure: Figure) -> Figure | None:
    for told in around:
        for match in pattern.finditer(told.shape):
            other = told.group(match, "k" if match["k"] else "m")
            start, end = other.span.start - told.span.start, other.span.end - told.span.start
            if of_nobody(told, start, end) or at_a_time(told.words[start : end + 12]):
                continue
            if _BESIDES.search(told.words, max(0, start - 3), start):
                continue
            if other.value and other.arm == figure.arm and other.comparator.value == "=":
                return other
    return None


_BESIDES = lazy(r"另(?:有|外)?\s?$")  # 另1例未能手术: no one of those


def _parted(told: Told, figure: Figure) -> bool:
    """A time point in the rate's own sentence or another's may explain it."""
    return told.has(r"无死亡|\b0\s?例|另|后来|其后|不相关|无关|later") or (
        figure.anchor is not None and not told.span.contains(figure.span)
    )
