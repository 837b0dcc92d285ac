"""Shares of a few people all of whom were looked at: no whole number of them makes the share."""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic import NONE, agrees, exact, plain, share, value_of
from claimlint.verify.scene import Frame, Scene, Told, kind_of, observe
from claimlint.verify.shapes import shaped

MOST_PEOPLE = 300  # of more, nearly every share with one decimal is some whole number of them
FARTHEST = 3  # sentences back in which the people may be counted

_SHARE = shaped(
    r"(?:占|其中|有|达|为|率|,|，|\b(?:and|but|when|where|which)\s|\.\s|^)\s?(?P<p><P>)(?=\s?(?:的(?:人|患者|受试者|参与者|家长|孩子|老人|病人|女性|男性|学员|用户|眼|朋友)|[。，,;；、]|$|"
    r"\sof (?:them|the|patients|people|women|men|children|participants|users|eyes|all)|\s(?:had|were|was|reported|said|could|no longer)))"
)
_IS_CHANGE = lazy(
    r"(?:下降|降低|降|减少|缩小|升高|提高|上升|增加|增长|改善|平均|均值|中位|准确率?|灵敏度|特异度|符合率|浓度|含量|纯度|fell|rose|drop|reduc|"
    r"increas|improv|mean|average|median|sensitiv|specific)[^,，;；。]{0,12}$"
)
_ALL_SEEN = lazy(
    r"(?:全部|全都|均|都|无一例?外?|无人|没有人|无)[^,，。;；]{0,8}(?:完成|接受|接听|退出|脱落|失访|评估|复查|随访)|悉数|无失访|无脱落|"
    r"\b(?:all|every)\b[^.;]{0,40}(?:complet|re-?examined|kept|followed|answered|returned|finished|gave|assessed|seen)|"
    r"(?:none|no ?one|nobody) (?:dropped|withdrew|was lost|left)"
)
_REST = lazy(r"其余|余者|the (?:others|rest|remaining)")
_OF_MANY = shaped(r"(?P<n><C>)(?:`{0,12}?)(?:中|里|之中)[^%。；;]{0,40}?(?P<p><P>)")


def check(scene: Scene) -> Iterator[Observation]:
    """Shares of people counted once, and what was done of what had to be."""
    for frame in scene.frames:
        for index, told in frame.telling:
            if told.holds("P"):
                yield from _no_whole_number(frame, index, told)
                yield from _done_of_due(told)


def _no_whole_number(frame: Frame, index: int, told: Told) -> Iterator[Observation]:
    """``18位朋友全部接受了评估，其中79.5%的人``: 14 are 77.8%, 15 are 83.3%."""
    shares = [told.group(match, "p") for match in _SHARE.finditer(told.shape)]
    if not shares or told.heading:
        return
    near = frame.sentences[max(0, index - FARTHEST) : index + 1]
    counts = [f for one in near for f in one.figures if kind_of(f) in "CD"]
    if any(kind_of(f) == "D" or f.arm is not None for f in counts) or len({value_of(f) for f in counts}) != 1:
        return
    people = counts[0]
    words = "".join(one.words for one in near)
    partitive = any(told.group(match, "n").span == people.span for match in _OF_MANY.finditer(told.shape))
    if not (partitive or _ALL_SEEN.search(words) or _REST.search(told.words)):
        return
    for figure in shares:
        start = figure.span.start - told.span.start
        if not exact(people) or not exact(figure) or _IS_CHANGE.search(told.words[max(0, start - 24) : start]):
            continue
        if figure.span.start > people.span.start and value_of(people) <= MOST_PEOPLE:
            yield from _fault(people, figure)


def _fault(people: Figure, figure: Figure) -> Iterator[Observation]:
    whole = value_of(people)
    below = (value_of(figure) * whole / 100).to_integral_value("ROUND_FLOOR")
    nearest = [one for one in (below, below + 1) if one <= whole]
    if not 0 < value_of(figure) < 100 or any(agrees(share(one, whole), figure) for one in nearest):
        return
    lines = " · ".join(f"{plain(one)} / {plain(whole)} = {share(one, whole):.1f}%" for one in nearest)
    yield observe(
        "percent-of-count", figure, f"{lines}, ≠ {figure.raw}", related=[(people, people.raw)], total=plain(whole),
        count=plain(below), right=f"{share(below, whole):.1f}%", fits=NONE,
    )  # fmt: skip


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
