"""The language of a string: zh, zh-hant or en, by the majority of its letters."""

from __future__ import annotations

from claimlint.language.expressions import lazy

_SAMPLE = 20_000  # characters read at the head, in the middle and at the tail of a long text
_LATIN_WEIGHT = 3  # a Chinese character carries about as much as three Latin letters

_CJK = lazy(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_LATIN = lazy(r"[A-Za-z\u00c0-\u024f]+")

# Frequent characters that stand in one of the two scripts only, in pairs simplified + traditional.
_PAIRS = (
    "疗療药藥医醫术術细細胞胞这這个個们們来來为為时時国國会會对對说說实實现現后後发發经經过過"
    "关關开開无無与與从從进進还還应應复復单單双雙种種类類统統计計试試验驗临臨诊診断斷传傳"
    "证證效效没沒愈癒术術脑腦肾腎脏臟肿腫体體质質养養显顯终終彻徹动動长長义義论論观觀认認识識"
    "让讓请請问問题題专專业業务務网網页頁电電话話点點线線级級组組织織结結给給维維绝絕继繼续續"
    "总總几幾机機权權条條样樣标標检檢处處备備当當归歸录錄头頭买買卖賣费費价價赠贈仅僅优優伤傷"
    "伙夥宁寧岁歲带帶广廣应應库庫张張强強忧憂怀懷态態恶惡战戰抢搶护護报報担擔择擇损損据據数數"
    "旧舊显顯权權欢歡气氣汤湯沟溝济濟润潤灾災灵靈热熱爱愛独獨环環疮瘡症症痒癢皱皺盐鹽监監"
)
_SIMPLIFIED = frozenset(a for a, b in zip(_PAIRS[::2], _PAIRS[1::2], strict=True) if a != b) - {"愈", "后"}
_TRADITIONAL = frozenset(b for a, b in zip(_PAIRS[::2], _PAIRS[1::2], strict=True) if a != b)


def detect(text: str) -> str:
    """``zh``, ``zh-hant`` or ``en``; a text without letters counts as ``zh``."""
    sample = _sample(text)
    chinese = _CJK.findall(sample)
    latin = sum(map(len, _LATIN.findall(sample)))
    if latin > _LATIN_WEIGHT * sum(map(len, chinese)):
        return "en"
    return "zh-hant" if _is_traditional("".join(chinese)) else "zh"


def _sample(text: str) -> str:
    if len(text) <= 3 * _SAMPLE:
        return text
    middle = len(text) // 2
    return text[:_SAMPLE] + text[middle : middle + _SAMPLE] + text[-_SAMPLE:]


def _is_traditional(characters: str) -> bool:
    traditional = sum(char in _TRADITIONAL for char in characters)
    return traditional > sum(char in _SIMPLIFIED for char in characters)
