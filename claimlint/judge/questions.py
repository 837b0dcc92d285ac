"""Guards for questions: asked in earnest, or answered with a no."""

from __future__ import annotations

import re

from claimlint.judge.context import Context, Reason
from claimlint.judge.frames import NO_CARE
from claimlint.judge.wording import said
from claimlint.language.expressions import lazy
from claimlint.model.text import Block, BlockKind, Sentence, Span

_MARK = lazy(r"[?？]\s*[”」』\"）)]*\s*$")
_PARTICLE = lazy(r"(?:吗|么|吧|嘛|没有|不|未|呢|伐|咩)\s*[?？]")
_ANSWER_LABEL = lazy(
    r"\s*[“「\"]?\s*(?:(?:[一-鿿]{0,12}(?:答|回答|答复|答道|回应|解答|解释|表示|说)|A|Answer)\s*[:：.、])?\s*[“「\"]?",
    re.IGNORECASE,
)
_ENGLISH_YES_NO = lazy(r"\s*(?:[\"“]?)(?:can|does|do|is|are|will|could|should|did|has|have|whether)\b", re.IGNORECASE)
_WHETHER = lazy(
    r"是否|能否|可否|会否|(?P<verb>[能会是可行有要得])(?:不|没)(?:可以)?(?P=verb)|可不可以|得唔得|係咪|有冇|\bwhether\b",
    re.IGNORECASE,
)
_YES_AFTER_NO = lazy(r"不(?:仅|但|只|用|必|需|再|同)|没(?:错|问题)")

_SUPPOSES = lazy(r"若|如果|如有|如出现|要是|假如|倘|万一|[^，。]{0,3}的话")


def asked(context: Context) -> Reason | None:
    """Whether it is so is asked; a seller's rhetorical question and a question word are no excuse."""
    if _rhetorical(context):
        return None
    reason = _embedded(context) or _yes_no(context) or _on_a_scale(context) or _option(context) or _hearsay(context)
    if reason is None or _answer(context, "cue_answer_yes", "cue_answer_no") == "yes":
        return None
    return reason


def _rhetorical(context: Context) -> bool:
    cue = context.cues.first(context.sentence.span, "cue_rhetorical")
    return cue is not None and not context.span.contains(cue)


def _embedded(context: Context) -> Reason | None:
    """是否, 能不能, whether before the hit in its clause: a question inside a sentence."""
    end = min(context.span.start + 3, context.span.end)
    match = _WHETHER.search(context.text, context.clause.start, end)
    if match is None:
        return None
    cue = Span(match.start(), match.end())
    return Reason(said("asks-whether", context.words(cue)), cue)


def _yes_no(context: Context) -> Reason | None:
    """…吗？ around the hit's own clause, or doubt about all of it (…可信吗？)."""
    sentence = context.sentence.span
    words = context.words(sentence)
    if not _MARK.search(words):
        return None
    doubt = next((c for c in context.cues.inside("cue_doubt", context.after)), None)
    if doubt is not None:
        return Reason(said("doubts", context.words(doubt)), doubt)
    if _wh(context):
        return None
    last = context.clause.end >= sentence.end - 3
    mark = Span(max(sentence.start, sentence.end - 2), sentence.end)
    if context.language == "en":
        return Reason(said("yes-no"), mark) if _ENGLISH_YES_NO.match(words) else None
    if last and _PARTICLE.search(words):
        return Reason(said("yes-no"), mark)
    return None


_SCALE = lazy(
    r"1\s{1,3}2\s{1,3}3\s{1,3}4\b|[□○☐]\s?(?:非常|比较|完全)?(?:不?同意|赞同|是|对|正确)[^。；;\n]{0,12}[□○☐]"
    r"|[(（]\s?(?:对\s?[/／、]\s?错|√\s?[/／]\s?×|是\s?[/／]\s?否|[ \u3000]{1,6})\s?[)）]\s*$"
)
_LINE = lazy(r"\n")


def _on_a_scale(context: Context) -> Reason | None:
    """``C1 中药没有副作用  1 2 3 4 5``: an item of a questionnaire, with its scale behind it on its line."""
    line = _LINE.search(context.text, context.span.end)
    end = min(line.start() if line else len(context.text), context.span.end + 60)
    match = _SCALE.search(context.text, context.span.end, end)
    if match is None:
        return None
    scale = Span(match.start(), match.end())
    return Reason(said("on-a-scale", context.words(scale)), scale)


_ANSWERED = lazy(r"\s*[【\[(（]?\s?(?:参考|标准|正确)?(?:答案|解析)[】\])）:：是为\s]{0,3}(?P<letters>[A-H]{0,8})")
_ANSWER_BEHIND = lazy(r"[【\[](?:参考|标准|正确)?(?:答案|解析)[】\]]")
_LETTERED = lazy(r"[A-HＡ-Ｈ][.．、)）]")
_NUMBERED = lazy(r"\d")
_MOST_OPTIONS = 8


def _option(context: Context) -> Reason | None:
    """``B. 无毒副作用，可终身服用`` above ``【答案】C``: what a question of an examination offers to choose from."""
    if context.block.kind is not BlockKind.LIST_ITEM:
        return None
    own = _ANSWER_BEHIND.search(context.text, context.span.end, context.block.span.end)
    if own is not None:
        return Reason(said("option"), Span(own.start(), own.end()))
    for index in range(context.sentence.block + 1, context.sentence.block + 1 + _MOST_OPTIONS):
        block = context.document.blocks[index] if index < len(context.document.blocks) else None
        if block is None:
            return None
        if not _is_option(context, block):
            answer = _ANSWERED.match(context.text, block.span.start, block.span.end)
            if answer is None or _is_the_answer(context, answer["letters"]):
                return None
            return Reason(said("option"), Span(answer.start(), answer.end()))
    return None


def _is_option(context: Context, block: Block) -> bool:
    """An item of a list, or a paragraph that a letter begins (``C.70岁以上`` is read as one)."""
    return block.kind is BlockKind.LIST_ITEM or _LETTERED.match(context.text, block.span.start) is not None


def _is_the_answer(context: Context, letters: str) -> bool:
    """Whether the answer names this very option, and no wrong one was asked for: then the text says so itself."""
    label = (context.block.label or "")[:1]
    return bool(label) and label in letters and not _ASKS_FOR_A_WRONG_ONE.search(_question(context))


_ASKS_FOR_A_WRONG_ONE = lazy(r"不[妥宜当应]|不正确|不恰当|不适[当宜合]|不符合|不属于|不包括|错误|除外|有误")


def _question(context: Context) -> str:
    """The block above the options."""
    for index in range(context.sentence.block - 1, max(-1, context.sentence.block - 1 - _MOST_OPTIONS), -1):
        block = context.document.blocks[index]
        if _NUMBERED.match(block.label or "") or not _is_option(context, block):
            return context.words(block.span)
    return ""


_HEARD = lazy(
    r"听[^，。；？]{0,6}说|有人(?:跟我|和我|告诉我)?说|[别旁]人说|网上(?:有人)?说|据说|朋友圈[^，。]{0,4}说"
    r"|(?:朋友|亲戚|同事|邻居|病友|老乡|婆婆|妈妈|奶奶|爷爷|妹妹|他们|人家|传单|群里|村里|有人|有个|表[姐妹哥弟]|[叔舅姨姑伯嫂])[^。；？]{0,24}说"
)
_ASKS = lazy(r"想问|请问|想请教|想咨询|咨询一下|问一下")
_UNSURE = lazy(r"怎么看(?=[，。？…呢]|$)|心里没底|拿不准|靠谱吗|靠不靠谱|能信吗|该不该信|要不要信|纠结(?=[，。？…]|$)")
_REFUTED = lazy(
    rf"千万(?:别|不要)(?=[买吃喝用去]|上当|当真|[。，！])|(?:别|不要|不能)信{NO_CARE}|别上当|信不得|骗子|骗人|骗钱|智商税|胡说|瞎说|扯淡|瞎扯"
    r"|后来呢|(?:去年|前年|上个?月|后来|没多久|没过多久)[^，。；]{0,4}(?:走了|没了|去世)(?=[。，！])"
)
_TURNED = lazy(
    r"没想到|想不到|谁知|结果(?:真|还真|竟)|(?:真的?|竟然?|居然)(?:好|管用|有效|灵|不疼|见效)|不信[？?您你]|才不敢|试试"
)
_REPLY = 48  # characters behind a sentence in which somebody answers it


def _hearsay(context: Context) -> Reason | None:
    """``听同事说……有人就把药停掉了。我想问问可以停药吗？``: what others say, asked about next, or sent packing."""
    heard = _HEARD.search(context.text, context.sentence.span.start, context.span.start)
    following = context.following()
    if heard is None or following is None:
        return None
    words, end = context.words(following.span), context.sentence.span.end
    asks = _UNSURE.search(words) or (_ASKS.search(words) and _MARK.search(words))
    if not asks and (
        not _REFUTED.search(context.text, end, end + _REPLY) or _TURNED.search(context.text, end, end + 2 * _REPLY)
    ):
        return None
    cue = Span(heard.start(), heard.end())
    return Reason(said("hearsay", context.words(cue)), cue)


def _wh(context: Context) -> bool:
    return bool(context.cues.inside("cue_wh", context.sentence.span))


def answered_no(context: Context) -> Reason | None:
    """A question, and the next words say no."""
    sentence = context.words(context.sentence.span)
    if not _MARK.search(sentence):
        return _said_no(context)
    if _answer(context, "cue_answer_no", "cue_answer_yes") != "no":
        return None
    following = context.following()
    assert following is not None
    return Reason(said("answer", context.words(following.span)[:20]), following.span)


def _said_no(context: Context) -> Reason | None:
    """…能不能治湿疹，不能: question and answer within one sentence."""
    lead = context.cues.first(Span(context.clause.start, context.span.end), "cue_question")
    if lead is None:
        return None
    for clause in context.sentence.clauses:
        if clause.start < context.span.end:
            continue
        cue = next((c for c in context.cues.inside("cue_answer_no", clause) if c.start - clause.start <= 1), None)
        if cue is not None:
            return Reason(said("answer", context.words(cue)), cue)
    return None


def _answer(context: Context, *names: str) -> str | None:
    """yes, no, or None where the words after a question are no answer."""
    following = context.following()
    if following is None or not _MARK.search(context.words(context.sentence.span)):
        return None
    start = _after_label(context, following)
    opening = Span(start, min(following.span.end, start + 24))
    found: list[tuple[int, int, str]] = []
    for name in names:
        for cue in context.cues.inside(name, opening):
            found.append((cue.start, -cue.end, "no" if name == "cue_answer_no" else "yes"))
    return _first_answer(context, sorted(found), start)


def _first_answer(context: Context, found: list[tuple[int, int, str]], start: int) -> str | None:
    if not found or found[0][0] - start > 4:
        return None
    place, _, kind = found[0]
    if kind == "no" and _YES_AFTER_NO.match(context.text, place):
        return None
    if kind == "yes" and _SUPPOSES.match(context.text, start):  # 若有…, 能的话…: no yes
        return None
    return kind


def _after_label(context: Context, following: Sentence) -> int:
    match = _ANSWER_LABEL.match(context.text, following.span.start, following.span.end)
    return match.end() if match else following.span.start
