"""The guard *warned*: the author warns of the claim, exposes it or reports its punishment."""

from __future__ import annotations

import re

from claimlint.judge.context import Context, Reason
from claimlint.judge.frames import SELF_SUBJECT, frame, quotation, row, seller_between, series, speech
from claimlint.judge.wording import said
from claimlint.language.expressions import lazy
from claimlint.model.text import BlockKind, Span

_LABEL = lazy(
    r"\s*(?:误区|谣言|流言|传言|错误说法|错误做法|骗术|套路|Myth|MYTH)\s*[一二三四五六七八九十\d]{0,3}\s*[:：、.|丨]"
)
_MYTH_HEAD = lazy(
    r"\s*(?:(?:常见|健康|网络|网上)的?)?(?:误区|谣言|流言|传言|错误说法|错误做法|错误观念|骗术|套路|[Mm]yths?)\s*$"
)
FEWEST_EXPOSING, SHARE_EXPOSING = 4, 0.15  # sentences that expose, in a document that does
FEWEST_BESIDE_SELF, SHARE_BESIDE_SELF = 10, 0.25  # the same where somebody says “we” who may be a seller
FEWEST_OF_FEW, ONE_IN_FEW = 2, 3  # the same of a short one
_FIRST_WORDS = 12  # characters of a cell in which it says what it thinks of its row
_SPEAKER = 14  # characters behind a quotation in which its speaker is named
_SPEECH = lazy('“[^“”]{0,300}”|「[^「」]{0,300}」|"[^"\\n]{0,300}"')
_CLOSES = frozenset('”」』"')
_WRONG = lazy(
    r"[。！!？?]?\s*[(（\[【]?\s*(?:×(?!\s?[\d两一二三])|✗|✘|❌|╳|(?:这是)?(?:错误?|误区|假的?|谣言|不对)(?=[。，！.,)）\]】]))"
    r"|(?:的话)?给?(?:坑|骗|忽悠|害)(?:过|了|惨|苦)"  # 被“断根”坑过
)
_TELLERS = lazy(
    r"我们(?=(?:[^，。；！？]{0,6})(?:摘录|摘抄|整理|梳理|采访|走访|调查|联系|核实|了解到|看到|发现|注意到|提醒|呼吁|建议|劝|报道|曝光|查处|通报|举报))"
)
_OTHERS = lazy(r"别家|别人家|其他|其它|别的|那些|同行")
_TURN = lazy(r"没想到|谁知|结果|后来|直到|岂料|想不到|如今|现在|turned out|until", re.IGNORECASE)
_APPROVING = lazy(r".{0,10}(?:批准|认证|认可|推荐|备案|授权|支持|颁发|表彰|表扬)")
_DENIED = lazy(r"不是|绝非|没有|拒绝|零|绝不|无$|不$|没$|别$")
_WORDS_THEN = lazy(r"\s*这(?:条|句|则|类|种|样|些|个|篇)?")


def warned(context: Context) -> Reason | None:
    """The author warns of the claim, exposes it or reports its punishment."""
    return (
        _labelled(context)
        or _listed(context)
        or _in_row(context)
        or _introduced(context)
        or _exposed(context)
        or _exposed_next(context)
        or _quoted_by_exposer(context)
        or _taken_down(context)
        or _marked_wrong(context)
    )


def _marked_wrong(context: Context) -> Reason | None:
    """``② “一贴就好，无效退款！”（×。……）``: quoted words that are judged right behind."""
    quoted, end = speech(context), context.span.end
    if quoted is None and context.text[end : end + 1] in _CLOSES:  # the claim begins before the marks
        quoted = Span(end, end + 1)
    match = _WRONG.match(context.text, quoted.end) if quoted is not None else None
    if match is None:
        return None
    return Reason(said("next-exposes", match[0].strip()), Span(match.start(), match.end()))


_TAKEN_DOWN = lazy(
    r"(?:该|此|本|上一?|这)(?:条|个|楼)?(?:回复|帖子?|评论|留言|内容|楼层?|言论)[^\n，。]{0,3}被(?:管理员|版主|吧主|群主|系统|平台|网警)[^\n，。]{0,4}(?:折叠|删除|屏蔽|隐藏|清理)"
    r"|[(（【\[][^()（）【】\[\]\n]{0,12}(?:ID|账号|帐号|号)(?:已被?|被)封|[(（【\[][^()（）【】\[\]\n]{0,4}被(?:管理员|版主|吧主|群主|网警)[^\n，。]{0,4}(?:折叠|删除|屏蔽|隐藏|清理|踢出|封)"
)
_NEXT_POST = lazy(r"\n\s*(?:#?\d{1,4}\s?(?:楼|#|L\b)|【?\d{1,4}楼)")
_POST = 200  # characters of a post behind a claim


def _taken_down(context: Context) -> Reason | None:
    """``……断根，加V。【该回复已被管理员折叠】``: a post of somebody else's that was taken down."""
    end = min(len(context.text), context.span.end + _POST)
    following = _NEXT_POST.search(context.text, context.span.end, end)
    match = _TAKEN_DOWN.search(context.text, context.span.end, following.start() if following else end)
    if match is None:
        return None
    return Reason(said("next-exposes", match[0]), Span(match.start(), match.end()))


def _exposed_next(context: Context) -> Reason | None:
    """“…”。这条文案…约谈: the next sentence exposes these words."""
    following = context.neighbour(1)
    if following is None or quotation(context) is None:
        return None
    if not _WORDS_THEN.match(context.text, following.span.start):
        return None
    cue = context.cues.first(following.span, "cue_exposer")
    if cue is None or context.cues.touching("cue_exposer_denied", cue):
        return None
    return Reason(said("next-exposes", context.words(cue)), cue)


def _quoted_by_exposer(context: Context) -> Reason | None:
    """Speech in a document that is about a fraud or about punished advertisements, and sells nothing itself."""
    if speech(context) is None:
        return None
    text = Span(0, len(context.text))
    key, known = ("exposes", text), context.cues.known
    if key not in known:
        known[key] = _exposing(context)
    cue: Span | None = known[key]
    return Reason(said("document-exposes", context.words(cue)), cue) if cue is not None else None


def _exposing(context: Context) -> Span | None:
    """The first word that exposes in a document where such words stand in many sentences."""
    document = context.document
    own = _TELLERS.sub("", _SPEECH.sub("", context.text))  # 我们 of a swindler, or who tell of him, is no seller
    found = [
        cue
        for sentence in document.sentences
        if (cue := context.cues.first(sentence.span, "cue_exposer")) is not None
        and not context.cues.touching("cue_exposer_denied", cue)
    ]
    length = len(document.sentences)
    few = min(FEWEST_EXPOSING, max(FEWEST_OF_FEW, length // ONE_IN_FEW))  # in a short document
    many = max(few, length * SHARE_EXPOSING)
    if SELF_SUBJECT.search(own):  # but where so many sentences expose, nobody sells beside them
        many = max(FEWEST_BESIDE_SELF, length * SHARE_BESIDE_SELF)
    return found[0] if len(found) >= many else None


def _labelled(context: Context) -> Reason | None:
    match = _LABEL.match(context.text, context.sentence.span.start, context.span.start)
    if not match and context.block.kind is not BlockKind.HEADING:
        titles = context.block.section[-1:]
        if titles and _LABEL.match(titles[0]):
            return Reason(said("headed", titles[0]))
    return Reason(said("labelled"), Span(match.start(), match.end())) if match else None


def _listed(context: Context) -> Reason | None:
    """An item of a list, a cell of a column, that is introduced as false or dangerous."""
    for above in (frame(context), series(context)):
        if above is None or SELF_SUBJECT.search(context.text, above.start, above.end):
            continue
        cue = context.cues.first(above, "cue_exposer", "cue_warner", "cue_refuter")
        if cue is not None and not context.cues.touching("cue_exposer_denied", cue):
            return Reason(said("listed", context.words(cue)), cue)
    return None


def _in_row(context: Context) -> Reason | None:
    """传言 | 真相: a cell below a head that names false beliefs, or beside one that takes it back."""
    if context.block.kind is not BlockKind.TABLE_CELL:
        return None
    head = frame(context)
    if head is not None and _MYTH_HEAD.match(context.words(head)):
        return Reason(said("listed", context.words(head)), head)
    for cell in row(context):
        opening = Span(cell.start, min(cell.end, cell.start + _FIRST_WORDS))
        for cue in context.cues.inside("cue_refuter", opening):
            if cue.start - cell.start <= 1 and not context.cues.touching("cue_exposer_denied", cue):
                return Reason(said("answered-beside", context.words(cue)), cue)
    return None


def _introduced(context: Context) -> Reason | None:
    """A warning in the hit's clause, a distanced speaker anywhere before, hearsay that is taken back."""
    clause = Span(context.clause.start, context.span.end)
    warners = (cue for cue in context.cues.inside("cue_warner", clause) if cue.start < context.span.start)
    found = [*warners, *context.cues.inside("cue_claimer", context.before), *_behind_speech(context)]
    if _is_refuted(context):
        found.extend(context.cues.inside("cue_hearsay", context.before))
    for cue in sorted(found, reverse=True):
        if not _is_turned(context, cue):
            return Reason(said("warns", context.words(cue)), cue)
    return None


def _behind_speech(context: Context) -> list[Span]:
    """``“……三个月断根。”女子拍着胸口说``: the distanced speaker stands right behind the words."""
    words = speech(context)
    if words is None:
        return []
    behind = Span(words.end, min(words.end + _SPEAKER, len(context.text)))
    found = context.cues.inside("cue_claimer", behind)
    return [cue for cue in found if "\n" not in context.text[words.end : cue.start]]


def _is_turned(context: Context, cue: Span) -> bool:
    """A seller's use of the warning, or a turn after it (原以为…，没想到…)."""
    cues = context.cues
    if cues.touching("cue_exposer_denied", cue) or seller_between(context, cue):
        return True
    if _TURN.search(context.text, cue.end, context.span.start):
        return True
    return any(one.contains(cue) for one in cues.touching("cue_pseudo", cue))


def _is_refuted(context: Context) -> bool:
    """Whether the rest of the sentence, or the next one, takes something back."""
    following = context.neighbour(1)
    rest = [context.after, *([following.span] if following else [])]
    return any(context.cues.first(span, "cue_refuter", "cue_denier", "cue_exposer") for span in rest)


def _exposed(context: Context) -> Reason | None:
    for cue in context.cues.inside("cue_exposer", context.sentence.span):
        if context.span.overlaps(cue) or context.cues.touching("cue_exposer_denied", cue):
            continue
        if _DENIED.search(context.text[max(0, cue.start - 3) : cue.start]):
            continue
        if _APPROVING.match(context.text, cue.end):
            continue
        low, high = min(cue.end, context.span.end), max(cue.start, context.span.start)
        if SELF_SUBJECT.search(context.text, low, high):
            continue
        if cue.start > context.span.end and _OTHERS.search(context.text, low, high):
            continue
        return Reason(said("exposes", context.words(cue)), cue)
    return None
