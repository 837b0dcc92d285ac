"""Traditional characters read as simplified ones, one for one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from claimlint.language.expressions import lazy

# Frequent characters of traditional spelling: one of them makes a text worth converting.
TRADITIONAL = (
    "療藥醫術細這個們來為時國會對說實現後發經過關開無與從進還應復單雙種類統計試驗臨診斷傳證沒癒腦腎臟腫體質養顯終徹動長義論觀"
    "認識讓請問題專業務網頁電話點線級組織結給維絕繼續總幾機權條樣標檢處備當歸錄頭買賣費價贈僅優傷歲帶廣張強憂懷態惡戰搶護報擔擇"
    "損據數舊歡氣湯溝濟潤災靈熱愛獨環瘡癢皺鹽監頑預許內兩隻貴億萬將層華葉車軍農壓廠縣員風馬鳥魚龍龜東滿營鬥陽陰雖難響順須頓頰"
    "顆飯飲館騙髮鬆齡礙礦禮禿稱穩竅競筆築節範糧純紅約紙紓納級細終組絆經綠綜綿編緩練縮縱織罷羅聖聞聯聰聲職腳膚膽膠膿臉舉艱藝"
    "處虛號蝕蟲術衛裝補複覺覽觸記訂訊討訓記設許訴診註評詞詢試話該詳認誘語誤說課調談請諮謝證譜譯護讀變豐負財責敗貨貪貫"
    "佔爲餘於週訪項況減較轉輸輕聾異婦嬰兒產飽劑針喪顱頸創殘視軟壞臺灣擴籌參雜區曆錶釐獲盡準確離幹裡眾併屬夠遲齊際隊團廳誌塊闡嚴緊絞繞"
)
_TELLING = lazy(f"[{TRADITIONAL}]")


class _Table(dict[int, str]):
    """What each character is read as, looked up when it is first met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        new = _converter()(char) if "\u3400" <= char <= "\u9fff" else char
        self[code] = new if len(new) == 1 else char
        return self[code]


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC

    converter: Callable[[str], str] = OpenCC("t2s").convert
    return converter


_SIMPLE = _Table()


@lru_cache(maxsize=16)  # a document is read once, not once a block
def simplified(text: str) -> str:
    """The same text in simplified characters; every character stays in its place."""
    return text.translate(_SIMPLE) if _TELLING.search(text) else text
