"""A share above 100 %, known by the noun right before it: a rate, a proportion, what somebody makes up of a whole."""

from __future__ import annotations

from collections.abc import Iterator

from claimlint.language.expressions import lazy
from claimlint.model.hit import Observation
from claimlint.model.text import Role
from claimlint.verify.scenes.scene import Scene, Told, observe

_NOUN_ZH = (
    r"(?P<zh>[一-鿿]{2,10}?(?:率|依从性|满意度|占比|比例|比重|敏感[性度]|特异[性度]|灵敏度|湿度|饱和度|准确度|一致性))(?:[(（][^()（）%\d]{1,16}[)）])?"
    r"(?:分别|均|已|也|就|仅|只|平均|总体|最[高低]|为|是|达到?|高达|约|在|有|(?:由|从)\d{1,2}(?:\.\d)?%(?=[升上提增降])|[上回]?升(?:高)?[至到]|提高[至到]|下?降(?:低)?[至到]|:|：|\s){0,5}"
)
_MAKES_UP = r"(?P<up>占(?:了|到|其|比|总数的|全部的?|全体的?|受访者的?|约|的|为|\s){0,4}|占(?:全部|所有|总|同期|全国|全市|全省|我国)[^,，。;；%\d]{1,12}的?(?:比例为)?)"
_NOUN_EN = (
    r"\b(?P<en>(?:[a-z-]+ )?(?:rates?|proportion|percentage|share|prevalence|adherence|compliance|attendance|humidity|saturation|sensitivity|specificity|accuracy|concordance|agreement|retention|survival|coverage|uptake|mortality|persistence|seroprevalence))"
    r"(?:,[^,.;%\d]{3,50},| (?!increas|decreas|rise|growth|grew|gain)[a-z' -]{2,70}?)?\s(?:was|were|is|of|at|reached|came to|stood at|averaged|exceeded|hit|measured|rose to|fell to|climbed to|dropped to)\s(?:about |around |only |just |nearly |a )?"
)
_SHARE = lazy(rf"(?:{_NOUN_ZH}|{_MAKES_UP}|{_NOUN_EN})(?P<v>\d{{3,4}}(?:\.\d{{1,2}})?)\s?(?:%|per ?cent)")
_MORE_THAN_ALL = lazy(  # rates that may pass 100 %
    r"增长|增|涨|完成|达成|使用|占用|周转|利用|回收|执行|负荷|开放|细胞|存活率$|抑制|加标|扩增|膨胀|溶胀|含水|变化|收益|回报|利润|转[换化]|增殖|诱导|产能|参保|入学|床位|病床|代偿|偿付|负债|杠杆|相对|超|比率|倍率|汇率|折算|预计|实测|还原|释放|产出|登记|覆盖|恢复|产[量率]|投|上座|签到|出栏|储备|"
    r"occupancy|utili[sz]ation|growth|recovery|completion|target|relative|interest|return|inflation|turnover|viability|exchange|bed|capacity|enrol|replacement|conversion|coverage|uptake|market|standardi[sz]ed|incidence|case|cell"
)
_AGAINST = lazy(
    r"较|比|增|涨|提高|上升|升高|同比|环比|倍|超额|计划|目标|任务|预[计期]|基线|对照|相对|去年|上年|正常|均值|设为|定为|归一|\b(?:compared|than|relative|baseline|control|predicted|expected|planned|target|normal|last year|previous|increase|up by|of the (?:previous|usual|planned)|as high|times|set (?:at|to)|index|goal|quota|capacity|places|seats)"
)
_CLAUSE = lazy(r"[,，。;；、]|\.\s")


def check(scene: Scene) -> Iterator[Observation]:
    """Every sentence with a percentage of three digits."""
    for told in scene.sentences:
        if told.role is not Role.REFERENCES and not told.crowded and _THREE.search(told.words):
            yield from _shares(told)


_THREE = lazy(r"[1-9]\d{2}(?:\.\d+)?\s?(?:%|per ?cent)")


def _shares(told: Told) -> Iterator[Observation]:
    for match in _SHARE.finditer(told.words):
        value = float(match["v"])
        noun = match["zh"] or match["en"] or ""
        if value <= 100 or _MORE_THAN_ALL.search(noun) or _relative(told.words, match.start(), match.end()):
            continue
        figure = next((f for f in told.figures if f.unit == "pct" and abs(float(f.high) - value) < _SAME), None)
        if figure is not None:
            yield observe("impossible-value", figure, f"{match['v']}% > 100%", limit="100%")


_SAME = 1e-9


def _relative(words: str, start: int, end: int) -> bool:
    """Is it told against something else, in its clause, the one before or the one behind?"""
    before = _CLAUSE.split(words[max(0, start - 60) : start])[-2:]
    behind = _CLAUSE.split(words[end : end + 40])[0]
    return _AGAINST.search(" ".join([*before, words[start:end], behind])) is not None or (
        _WHY.match(behind) is not None and _TAKEN.search(words[start:end]) is not None
    )


_TAKEN = lazy(r"依从|服药|使用率|adherence|compliance|occupancy")
_WHY = lazy(
    r"\s?(?:because|since|as (?:some|several|many)|owing to|因为|由于|系因)"
)  # 103% because several took extra doses
