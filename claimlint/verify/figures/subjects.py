"""What a figure is said of, by the nearest term in its own stretch of the sentence."""

from __future__ import annotations

import re
from functools import cache

from claimlint.language.compiled import compiled
from claimlint.language.expressions import lazy
from claimlint.language.numerals import fold
from claimlint.model.figure import Figure
from claimlint.verify.compare.alignment import Claim
from claimlint.verify.compare.passages import Candidate

# longer terms first: a term that holds another is the more special one
_TERMS = {
    "pfs": r"无进展生存|progression.free(?: survival)?|\bpfs\b",
    "dfs": r"无病生存|无事件生存|(?:disease|event).free(?: survival)?|\b(?:dfs|efs)\b",
    "relapse-free": r"(?:无|未)复发|(?:relapse|recurrence).free(?: survival)?|\brfs\b",
    "survival": r"总生存|overall survival|\bos\b|生存率|存活率|survival",
    "relapse": r"复发|relaps\w*|recurren\w*",
    "sae": r"(?:严重|重度|[三四五3-5]\s?级(?:及)?(?:以上|或以上)?(?:的)?)(?:治疗相关)?不良(?:反应|事件)|"
    r"(?:serious|severe|grade (?:[3-5]|iii|iv)[\w/≥ -]{0,16}) adverse (?:events?|reactions?)",
    "adverse": r"不良(?:反应|事件)|副作用|adverse (?:events?|reactions?)|side effects?",
    "crs": r"细胞因子(?:释放综合征|风暴)|cytokine.release syndrome|\bcrs\b",
    "neurotoxicity": r"神经毒性|neurotoxicity|\bicans\b",
    "fever": r"发热|发烧|fever|pyrexia",
    "pain": r"疼痛|头痛|headaches?|\bpain\b(?! (?:score|relief|intensity|reduction))",
    "swelling": r"肿胀|水肿|swelling|o?edema",
    "nausea": r"恶心|呕吐|nausea|vomiting",
    "infection": r"感染|infections?",
    "rash": r"皮疹|\brash\b",
    "death": r"死亡|病死|mortality|deaths?|died",
    "cure": r"治愈|痊愈|\bcured?\b|cure rate",
    "response": r"应答|缓解|有效率|显效|respon(?:se|ded|ders?)|remission|effective rate",
    "closure": r"闭合|愈合(?!率?不良)|closure",
}
_DEGREES = {
    "complete": r"完全|complete(?!d)(?:ly)?",
    "partial": r"部分|partial(?:ly)?",
    "overall": r"总|overall|objective",
}
_DEGREED = frozenset({"response", "closure"})
_LINK = lazy(r"率|期|为|是|达|仅|约|占|有|[:：(（]|\b(?:was|were|is|are|in|of|by|to|at|reached|rates?)\b")
_OTHER_FIGURE = lazy(r"\d(?:[\d.,]*)\s{0,2}(?:%|个月|months?\b|例|人|patients\b|adults\b|participants\b)|[;；。]|\.\s")
_LISTED = lazy(r"分别|依次|respectively")


@cache
def _term() -> re.Pattern[str]:
    return compiled("|".join(f"(?P<{name.replace('-', '_')}>{words})" for name, words in _TERMS.items()))


@cache
def _degree() -> re.Pattern[str]:
    return compiled("|".join(f"(?P<{name}>{words})" for name, words in _DEGREES.items()))


class Subject(tuple[str, str | None]):
    """A term with its degree (complete, partial, overall) where one is said."""

    __slots__ = ()


def subject(sentence: str, start: int, end: int) -> Subject | None:
    """The term that the figure at this place belongs to; None where that is not plain."""
    folded = fold(sentence)
    if len(folded) != len(sentence) or _LISTED.search(folded):
        return None
    before = folded[:start]
    cut = max((m.end() for m in _OTHER_FIGURE.finditer(before)), default=0)
    left = list(_term().finditer(before, cut))
    if left and _LINK.search(before[left[-1].end() - 1 :]) and start - left[-1].end() <= 40:
        return _subject(folded, left[-1], cut)
    after = _OTHER_FIGURE.search(folded, end)
    right = _term().search(folded, end, after.start() if after else len(folded))
    return _subject(folded, right, end) if right and not left and right.start() - end <= 40 else None


def _subject(text: str, match: re.Match[str], cut: int) -> Subject:
    name = (match.lastgroup or "").replace("_", "-")
    degrees = list(_degree().finditer(text, max(cut, match.start() - 24), match.start()))
    degree = degrees[-1].lastgroup if degrees and name in _DEGREED else None
    return Subject((name, degree))


def apart(claim: Claim, one: Candidate) -> bool:
    """Both figures are plainly said of something, and of different things."""
    if not _countable(claim.figure) or one.derived:
        return False
    mine = subject(claim.sentence, claim.span.start, claim.span.end)
    at = one.figure.span
    theirs = subject(one.sentence, max(0, at.start - one.start), max(0, at.end - one.start))
    if mine is None or theirs is None:
        return False
    if mine[0] != theirs[0]:
        return True
    degrees = {mine[1], theirs[1]}
    return len(degrees) > 1 and ("complete" in degrees or degrees == {"partial", "overall"})


def _countable(figure: Figure) -> bool:
    return figure.unit in {"pct", "month", "year", "week"}
