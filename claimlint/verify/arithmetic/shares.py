"""Shares of a few people all of whom were looked at: no whole number of them makes the share."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from claimlint.language.expressions import lazy
from claimlint.language.units import TIME_UNITS
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.exact import NONE, agrees, exact, plain, share, value_of
from claimlint.verify.scenes.numbers import numbers
from claimlint.verify.scenes.scene import Frame, Scene, Told, kind_of, observe
from claimlint.verify.scenes.shapes import shaped

MOST_PEOPLE = 300  # of more, nearly every share with one decimal is some whole number of them
_FEWEST, FEW_PEOPLE = 5, 60  # of so few some may have been lost without a word, and yet not every share can be
FEW_OTHERS = 10  # things besides the people, of which the share may be
FARTHEST = 3  # sentences back in which the people may be counted

_WHO = (
    r"(?:人|者|患[儿者]|病[人儿例]|孩子|儿童|婴儿|早产儿|新生儿|家长|老人|母亲|产妇|孕妇|女性|男性|学[员生]|用户|朋友|眼|队员|职工|员工|医生|护士|教师|村民|居民|志愿者|青少年|"
    r"运动员|司机|成员|家庭|大鼠|小鼠|动物|牙|膝|髋|足|耳|种植体|标本|样本|儿|童|婴|孩|犬|猫|鼠|兔|猴|组员|选手|同学|产妇|夫妇|旅客|乘客|顾客|客户|读者|会员|糖友|病友)"
)
_SHARE = shaped(
    r"(?:(?P<p><P>)\s?的`{0,4}?"
    + _WHO
    + r"|(?:占|其中|有|达|为|率|,|，|:|\b(?:and|but|when|where|which|while|then|with|only|just|that|whom)\s|\.\s|^)\s?"
    r"(?P<q><P>)(?=\s?(?:[。，,;；、]|$|报告|表示|认为|出现|达到|获得|自述|反映|感到|感觉|愿意|选择|\s(?:of (?:the |all |our )?(?:patients|people|women|men|children|participants|users|eyes|group|families|households|couples|nurses|staff|volunteers|(?:[a-z-]+ )?(?![a-z]{0,12}(?:ments|events?|incidents|accidents|segments|fragments|percents|numbers|answers|layers|fibers|papers|ulcers|cancers|tumou?rs|fevers|fractures|centers|plants|infants' )(?![a-z]))[a-z]{2,12}(?:ers|ants|ees|ists|ents|ians)(?![a-z]))|"
    r"had|have|were|was|would|wanted|could|did|no longer|still|now|[a-z]{3,12}ed|said|felt|kept|gave|chose|slept|went|came|took|made|began|fell|met|ran|lost)(?![a-z])))"
    r"|(?:其中|有|约有|仅有|只有|\bin\s)(?P<s><P>)(?!\s?的)(?=[一-鿿.,;，。；])"
    r"|\b(?:response|remission|success|cure|healing|satisfaction|abstinence|continence|survival at discharge) rate (?:was|is|of|reached|stood at)\s(?P<t><P>)"
    r"|(?P<r><P>)\s(?:of (?:them|these|those|whom|the (?:group|cohort))|(?:were|had) )(?![a-z]))"
)
_IS_CHANGE = lazy(
    r"(?:下降|降低|降|减少|缩小|升高|提高|上升|增加|增长|改善|平均|均值|中位|准确率?|灵敏度|特异度|符合率|浓度|含量|纯度|生存率|累[积计]|概率|可能性|风险|估计|"
    r"fell|rose|drop|reduc|increas|improv|mean|average|median|sensitiv|specific|surviv|probab|estimat|cumulative|chance)[^,，;；。]{0,12}$"
)
_OF_THINGS = lazy(  # what the share is of, where it is not of them
    r"吸收|面积|体积|时间|时长|时段|长度|含量|水量|水分|费用|开支|题|条数|项目|得分|分数|重量|剂量|病灶|病变|组织|血流|骨(?!科|折患)|处方|医嘱|比重|正确|准确|依从|满意度|工作量|次数|文献|"
    r"占比|能量|热量|读数|数据点|的点(?=占)|测量值|图像|切片|脂肪|蛋白|浓度|面部|皮损|\b(?:items?|time|answers?|doses?|weight|energy|area|volume|questions?|cost|calories|water|lesions?|literature|on average)\b"
)
_ALL_SEEN = lazy(
    r"(?:全部|全都|均|都|无一例?外?|无人|没有人?|未有|无|没有一[人位名例只])[^,，。;；]{0,8}(?:完成|接受|接听|退出|脱落|失访|失联|缺席|转院|转出|离开|流失|掉队|评估|评价|复查|随访|填|参加|参与|"
    r"到场|到齐|回答|作答|交回|收回|做了|测了|查了|走完|坚持|吃|喝|用|戴|接种|康复|存活|死亡)|悉数|无失访|无脱落|零脱落|零失访|一个不[少落]|全员|无一缺席|"
    r"\b(?:all|every|everyone|everybody|each)\b[^.;]{0,60}(?:complet|re-?examined|kept|followed|answered|returned|finished|gave|assessed|seen|attended|"
    r"interviewed|filled|examined|stayed|took part|responded|reached|present|wore|used|took|came|underwent|received|tolerated|drank|ate)|"
    r"(?:none|no ?one|nobody|no (?:patient|child|participant|one|volunteer)s?) (?:dropped|withdrew|was lost|were lost|left|missed|was missing|were missing|missing|lost)|"
    r"(?:no|without) (?:drop-?outs?|withdrawals|losses|one lost|missing)"
)
_OF_PEOPLE = lazy(  # rates that are told of people, one by one
    r"(?:有效|缓解|治愈|满意|无发作|停药|停用|好转|显效|应答|成功|优良|转阴|完全闭塞|控制|达标|康复|退热|戒烟)率(?:为|达到?|是|约|仅|:|\s){0,3}$|(?:success|response|remission|cure|satisfaction|healing|abstinence|continence) rate (?:was|of|reached)\s?$"
)
_RATE = lazy(r"率(?:为|达到?|是|约|仅|:|\s){0,3}$")  # of agreement, of lesions: who knows of what
_NOT_THEY = lazy(r"[例名位人](?:患者|病人)?(?:未|没|失访|不)")  # 9例未复查者
_ESTIMATED = lazy(r"kaplan|生存分析|寿命表|actuarial|censor|删失|估算|\bestimated?\b")  # no share of heads
_IF = lazy(r"[若倘]|如果|假如|假设|\bif\b|assum")
_PART = lazy(r"(?:其中|有|另|of (?:whom|them|these)|including)[^,，。;；]{0,6}$")
_ENDS = lazy("[,，。;；]")
_CELL = 10  # characters of a cell of a table
_REST = lazy(r"其余|余者|the (?:others|rest|remaining)")
_OTHER_PEOPLE = lazy(
    r"kaplan|估计|estimat|actuarial|censor|删失|可评估|可评价|有随访|完成随访|应答者|回收|文献|报道|全国|国内|国外|国际|一般人群|通常|以往|既往|去年|上年|同期|历史|据统计|指南|研究显示|对照|另一|有效问卷|部分|亚组|其他|总体人群|"
    r"evaluable|assessable|respond(?:ents|ers)|available|literature|nationally|national|general population|usually|previous|historical|"
    r"published|controls?|placebo|subgroup|worldwide|elsewhere|registry|record|model|predict|meta-|studies"
)
_LAST_YEAR = lazy(
    r"^(?:[一-鿿]{0,8}?)(?:去年|上年|previous(?:ly)?)(?=[^。;；\d]{0,24}\d{1,2}\s?[例位名人])"
)  # when they were treated
_OF_MANY = shaped(r"(?P<n><CX>)(?:`{0,12}?)(?:中|里|之中)[^%。；;]{0,40}?(?P<p><P>)")
_NO_ARM = frozenset({None, "小", "全", "本", "all"})  # 小组里一共11个人
_COMPARED = lazy(
    r"对照|[两各三]组|另一组|比较|试验组|观察组|安慰剂|control|placebo|both groups|the other group|arms?\b|versus|compared"
)
_OF_SOME_EN = lazy(r"\s?of (?:those|the others) (?!were|had|was|in )[a-z]")
_THOSE_WHO = lazy(r"(?:者|的)占$")  # 缩小一半以上者占
_PEOPLE_UNITS = frozenset({"count", "animal", "eye"})
_THING_UNITS = frozenset({"piece", "item"})


def check(scene: Scene) -> Iterator[Observation]:
    """Shares of people counted once, and what was done of what had to be."""
    for frame in scene.frames:
        for index, told in frame.telling:
            if told.holds("P") and not told.crowded:
                yield from _no_whole_number(frame, index, told)
                yield from _of_so_many(told)
                yield from _done_of_due(told)


def _no_whole_number(frame: Frame, index: int, told: Told) -> Iterator[Observation]:
    """``18位朋友全部接受了评估，其中79.5%的人``: 14 are 77.8%, 15 are 83.3%."""
    alone = told.heading or len(told.shape) <= _CELL
    matches = [] if alone else list(_SHARE.finditer(told.shape))
    shares = [told.group(match, next(name for name in "pqrst" if match[name])) for match in matches]
    near = frame.sentences[max(0, index - FARTHEST) : index + 1]
    people = _counted_once(near) if shares else None
    if people is None or not exact(people) or _IF.search(told.words) or _of_some_of_them(told, people):
        return
    behind = [one for one in frame.sentences[index + 1 : index + 2] if one.block == told.block]
    same = {value_of(people)} if people is not None else set()
    behind = [one for one in behind if {value_of(f) for f in one.figures if f.unit in _PEOPLE_UNITS} <= same]
    words = "".join(one.words for one in (*near, *behind))
    if _NOT_THEY.search(words) or _ESTIMATED.search(told.words):
        return
    partitive = any(told.group(match, "n").span == people.span for match in _OF_MANY.finditer(told.shape))
    all_seen = partitive or _ALL_SEEN.search(words) is not None or _REST.search(told.words) is not None
    if not all_seen and (
        not _FEWEST <= value_of(people) <= FEW_PEOPLE
        or _part(near, people)
        or _OTHER_PEOPLE.search(_LAST_YEAR.sub("", words))
    ):
        return
    for figure in shares:
        start = figure.span.start - told.span.start
        before = told.words[max(0, start - 24) : start]
        rest = told.words[figure.span.end - told.span.start :][:20]
        clause = _ENDS.split(before)[-1] + (_ENDS.split(rest)[0] if rest.lstrip().startswith("of") else "")
        of_those = _THOSE_WHO.search(before.rstrip()) is not None
        if _OF_SOME_EN.match(rest):
            continue  # 25.7% of those actively treated
        if _OF_THINGS.search(clause) and not of_those:
            continue
        if of_those and exact(figure):
            before = ""
        if (
            not exact(figure)
            or _IS_CHANGE.search(before)
            or (not all_seen and _RATE.search(before) and not _OF_PEOPLE.search(before))
        ):
            continue
        if _of_others(told, figure, people):
            continue
        if figure.span.start > people.span.start and value_of(people) <= MOST_PEOPLE:
            yield from _fault(people, figure, all_seen or _same_people(near, told, people, figure))


_OF_THE_WHO = lazy(r"\bof the (?P<n>\d{1,3}|[a-z]{3,9}(?:-[a-z]{3,5})?) (?:[a-z]+ )?(?:who|that|with)\b")


def _of_some_of_them(told: Told, people: Figure) -> bool:
    """``All 12 were seen again; of the 8 who had been infected, 62.5%``."""
    match = _OF_THE_WHO.search(told.words)
    return match is not None and not people.span.start <= told.span.start + match.start("n") < people.span.end


_OF_THE = shaped(
    r"(?P<p><P>) of (?:the |our |all |these |those |its |all the |the total of |all our |a total of )?(?:[a-z-]+ ){0,2}?(?<! at )(?<! by )(?P<n><CNX>)(?!\s?(?:or|to|-|%))"
)
_OF_THE_FIRST = shaped(
    r"\b(?:of|among) (?:the |our |all |these |those |its )?(?:[a-z-]+ ){0,2}?(?P<n><CN>)`{0,50}?, (?P<p><P>) (?!of|to|or|and|-)[a-z]"
)
_WHOLE_IS = shaped(
    r"(?P<p><P>)`{0,6}?[(（\[]\s?(?:以|按|分母(?:为|是)?|n=|基数为?)(?:全部|所有|全体)?(?P<n><C>)(?:患者|病人|受试者)?(?:为分母|计算?|统计)?\s?[)）\]]"
    r"|(?:以|按|分母(?:为|是))(?:全部|所有|全体)?(?P<m><C>)(?:患者|病人|受试者)?(?:为分母|计算?|统计)?[,，]`{0,24}?(?:率|占|比例|比)(?:为|达|是)?(?P<q><P>)"
)
_NO_HEADS = lazy(
    r"\b(?:average|mean|median|occupan|estimat|probab|actuarial|kaplan|cumulative|weighted|adjusted|sensitiv|specific|reduc|increas|fell|rose|fall|drop|up|down|grew|cut|surviv|target|planned|goal|cost|revenue|budget|hours|days|minutes|dose|capacity|time|volume|weight|energy)"
    r"|估计|生存|累[积计]|加权|校正|平均|中位|占用|使用率|概率|风险|满意度|依从|准确|符合"
)


def _clause(told: Told, first: Figure, last: Figure) -> str:
    """The words of two figures' clause, from the comma before the first to that behind the last."""
    start, end = first.span.start - told.span.start, last.span.end - told.span.start
    before, behind = told.words[max(0, start - 40) : start], told.words[end : end + 40]
    return _ENDS.split(before)[-1] + told.words[start:end] + _ENDS.split(behind)[0]


def _of_so_many(told: Told) -> Iterator[Observation]:
    """``93% of our 15 testers``, ``61.8%（分母为全部34例）``: the share says itself of how many it is."""
    if _IF.search(told.words):
        return
    for pattern in (_OF_THE, _OF_THE_FIRST, _WHOLE_IS):
        for match in pattern.finditer(told.shape):
            figure, people = (told.group(match, name) for name in ("pn" if match["p"] else "qm"))
            if _NO_HEADS.search(_clause(told, *sorted((figure, people), key=lambda f: f.span))):
                continue
            few = exact(people) and people.decimals == 0 and _FEWEST <= value_of(people) <= MOST_PEOPLE
            if (
                few
                and exact(figure)
                and figure.role not in {"change", "survival"}
                and people.unit not in {"times", "study"}
            ):
                yield from _fault(people, figure, all_seen=True)


_NOUN = lazy(r"\s?的(?P<zh>[一-鿿]{2})|\s(?:of (?:the|these|those|our) )(?P<en>[a-z]{5,16})\b")


_OF_THOSE = lazy(r"\s?of (?:them|these|those)\b|\s?的(?:人|患者|病人|顾客|用户)")
_WHO_MAKE = lazy(r"的占$|者占$")


def _same_people(near: tuple[Told, ...], told: Told, people: Figure, figure: Figure) -> bool:
    """``25名失眠学员……84%的学员``: the same word for those who were counted and those of whom the share is."""
    between = told.words[max(0, people.span.end - told.span.start) : figure.span.start - told.span.start]
    plain_pair = people in told.figures and sum(f.unit not in TIME_UNITS for f in told.figures) == len("nk")
    tied = _OF_THOSE.match(told.words, figure.span.end - told.span.start) or _WHO_MAKE.search(between)
    if plain_pair and tied and not _LOST.search(told.words):
        return True  # "We asked 20 guests ... and 87% of them"
    match = _NOUN.match(told.words, figure.span.end - told.span.start)
    where = next(one for one in near if people in one.figures)
    end = people.span.end - where.span.start
    noun = (match["zh"] or match["en"]) if match is not None else None
    if noun is None or _LOST.search("".join(one.words for one in near)):
        return False
    return noun in where.words[max(0, end - 16) : end + 12]


_LOST = lazy(
    r"失访|脱落|退出|缺失|未完成|完成随访|剔除|应答|可评|有效问卷|dropped|lost to|withdr|missing|complet|evaluable|remain|respond"
)


def _of_others(told: Told, figure: Figure, people: Figure) -> bool:
    """``94 lesions between them, of which 34.0%``: some other number of the sentence makes it."""
    between = told.words[max(0, people.span.end - told.span.start) : max(0, figure.span.start - told.span.start)]
    if people in told.figures and _SO_MANY_ARE.fullmatch(between):
        return True
    others = [f for f in told.figures if exact(f) and not f.decimals and f.span != people.span and f.unit != "pct"]
    values = {value_of(f) for f in others} | {one.value for one in numbers(told) if one.figure is None}
    return any(value >= FEW_OTHERS and _is_share(figure, value) for value in values)


_SO_MANY_ARE = lazy(
    r"\s?[,，(（]?\s?(?:约|大约)?占(?:比|[全总][一-鿿]{0,6}的|了)?(?:约|为)?\s?"
)  # 58张，占2.9%: a part


def _counted_once(near: tuple[Told, ...]) -> Figure | None:
    """The one number of people that a few sentences tell, or of things where nobody is told of."""
    figures = [f for one in near for f in one.figures]
    words = "".join(one.words for one in near)
    counts = [f for f in figures if f.unit in _PEOPLE_UNITS] or [f for f in figures if f.unit in _THING_UNITS]
    counts = counts or [f for one in near for f in one.figures if f.unit == "none" and _asked(one, f)]
    arms = {f.arm for f in figures if f.unit in _PEOPLE_UNITS or f.unit == "pct"} - _NO_ARM
    arms = {arm for arm in arms if arm and not arm[:1].isdigit()}  # a 17-patient arm
    if any(kind_of(f) == "D" for f in figures) or (arms and (len(arms) > 1 or _COMPARED.search(words))):
        return None
    if len({value_of(f) for f in counts}) != 1:
        return None
    told = next(one for one in near if counts[0] in one.figures)
    ahead = told.shape[: told.places[told.figures.index(counts[0])]]
    return None if _ONE_OF_SEVERAL.search(ahead) else counts[0]


_ONE_OF_SEVERAL = shaped(r"<CNP>(?:,\s?|、|\s?and\s|和|/|\s?v(?:s|ersus)?\.?\s)$")  # in 15 and 18 people


_SEEN = lazy(
    r"(?:随访|治疗|接受|观察|纳入|入组|收治|招募|邀请|调查|访问)了?[^，。；]{0,6}$|\b(?:followed(?: up)?|treated|enrolled|included|recruited|asked|interviewed|surveyed|invited) (?:up )?$"
)
_ASKED = lazy(
    r"\b(?:asked|surveyed|interviewed|questioned|polled|recruited|invited|treated|followed|quizzed|phoned|contacted) (?:all |our |the |just |only )?$"
)
_BE_PEOPLE = lazy(
    r"\s?(?:[a-z-]+ )?(?!(?:questions|times|minutes|items|centres|centers|hospitals|schools|clinics|sites|eyes|knees|teeth|sessions|weeks|days|months|years|lesions|areas|companies|trials|studies)\b)[a-z]{4,14}s\b"
)


def _asked(told: Told, figure: Figure) -> bool:
    """ "We asked 20 guests": people, whatever they are called."""
    start, end = figure.span.start - told.span.start, figure.span.end - told.span.start
    if not exact(figure) or figure.decimals > 0 or not _ASKED.search(told.words[max(0, start - 30) : start]):
        return False
    return _BE_PEOPLE.match(told.words, end) is not None


def _part(near: tuple[Told, ...], people: Figure) -> bool:
    """Are they some of others?"""
    told = next(one for one in near if people in one.figures)
    start = people.span.start - told.span.start
    event = people.role == "n_event" and not _SEEN.search(told.words[max(0, start - 16) : start])
    return event or people.role == "dropout" or _PART.search(told.words[max(0, start - 16) : start]) is not None


def _fault(people: Figure, figure: Figure, all_seen: bool) -> Iterator[Observation]:
    whole = value_of(people)
    below = (value_of(figure) * whole / 100).to_integral_value("ROUND_FLOOR")
    nearest = [one for one in (below, below + 1) if one <= whole]
    least = int(whole) if all_seen else int(whole * 3 / 4)  # whom nobody asked again
    made = any(_is_share(figure, Decimal(number)) for number in range(least, int(whole) + 1))
    if all_seen and made and not figure.decimals:  # 83% of 25: 21 are 84.0%
        made = any(_rounds(share(one, whole), value_of(figure)) for one in nearest)
    if not 0 < value_of(figure) < 100 or made:
        return
    lines = " · ".join(f"{plain(one)} / {plain(whole)} = {share(one, whole):.1f}%" for one in nearest)
    yield observe(
        "percent-of-count", figure, f"{lines}, ≠ {figure.raw}", related=[(people, people.raw)], total=plain(whole),
        count=plain(below), right=f"{share(below, whole):.1f}%", fits=NONE,
    )  # fmt: skip


def _rounds(actual: Decimal, printed: Decimal) -> bool:
    """To the whole number printed, up or down."""
    return abs(actual - printed) < 1


def _is_share(figure: Figure, whole: Decimal) -> bool:
    """Does some whole number of so many make the share?"""
    below = (value_of(figure) * whole / 100).to_integral_value("ROUND_FLOOR")
    return any(agrees(share(one, whole), figure) for one in (below, below + 1) if one <= whole)


# --- due and done ---------------------------------------------------------------------------------

_DUE = r"(?:应|需|须|拟|应当|计划)(?:当|要)?`{1,10}?(?P<n><CX>)`{0,6}?[,，、;；]\s?(?:实际|实|已|共|现|其中)?(?:已)?`{0,8}?(?P<k><CX>)"
_DUE_THEN_RATE = shaped(_DUE + r"[,，、;；]?`{0,8}?率(?:也|均|都)?(?:为|是|达到|达|:)?\s?(?P<p><P>)")
_RATE_THEN_DUE = shaped(r"率(?:为|是|达到|达)?\s?(?P<p><P>)\s?[:：,，（(]\s?(?:全年|本年|当年|期间)?" + _DUE)


def _done_of_due(told: Told) -> Iterator[Observation]:
    """``应查验1 546人，实际查验1 546人，查验率100%``."""
    for pattern in (_DUE_THEN_RATE, _RATE_THEN_DUE):
        for match in pattern.finditer(told.shape):
            due, done, rate = (told.group(match, name) for name in "nkp")
            if not all(map(exact, (due, done, rate))) or value_of(due) == 0 or due.unit != done.unit:
                continue
            actual = share(value_of(done), value_of(due))
            if not agrees(actual, rate):
                yield observe(
                    "percent-of-count", rate, f"{plain(value_of(done))} / {plain(value_of(due))} = {actual:.1f}% ≠ {rate.raw}",
                    related=[(done, done.raw), (due, due.raw)], total=plain(value_of(due)),
                    count=plain(value_of(done)), right=f"{actual:.1f}%", fits=NONE,
                )  # fmt: skip
