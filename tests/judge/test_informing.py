"""Documents that expose a fraud or inform: what is somebody else's speech there, and what stays a claim."""

from __future__ import annotations

import pytest

from claimlint import Linter
from claimlint.model.finding import Finding

EXPOSING = """警惕上门“专家”：一起保健品诈骗案的来龙去脉

近日，城东派出所破获一起以健康讲座为名的诈骗案，抓获嫌疑人九名，受害人多为独居老人。

民警介绍，骗子先发传单，再请老人听课。课上有人说：“我们的秘方传了五代。三个疗程断根，百分之百有效！”台下的托儿跟着叫好。

有老人迟疑，话术随即变成恐吓：“再拖就要截肢，名额只剩两个。”

这些所谓的药是压片糖果，成本不到十元。市场监管部门已经立案查处。

民警提醒，接到类似电话请先报警，不要转账。
"""
INFORMING = """糖尿病的饮食与监测

糖尿病是一组以血糖升高为特征的代谢性疾病，常见的有1型和2型。

患者应在医生指导下选择药物，定期监测血糖，并记录饮食和运动情况。

出现低血糖症状时应及时进食含糖食物，症状不缓解应尽快就医。

糖化血红蛋白反映近两三个月的平均血糖水平，一般每三个月检查一次。

足部皮肤破损应及时处理，出现感染迹象须到医院就诊。

目前尚无研究表明某一种食物可以替代药物治疗。
"""


@pytest.fixture(scope="module")
def linter() -> Linter:
    linter = Linter()
    assert linter.usable, linter.problems
    return linter


def loud(linter: Linter, text: str) -> list[Finding]:
    return [one for one in linter.check_text(text).findings if one.severity in ("warning", "error")]


def test_speech_in_an_exposure_is_somebody_elses(linter: Linter) -> None:
    assert not loud(linter, EXPOSING)


@pytest.mark.parametrize(
    "own", ["我们摘录几段，请您转给父母。", "我们采访了其中两位老人。", "我们提醒：陌生电话请直接挂断。"]
)
def test_who_exposes_may_say_we(linter: Linter, own: str) -> None:
    assert not loud(linter, f"{EXPOSING}\n{own}\n")


@pytest.mark.parametrize(
    "sentence",
    [
        "我们的膏药是祖传的：“三个疗程断根，百分之百有效。”",
        "这种膏药三个疗程断根，百分之百有效。",  # no speech
        "我们不一样：“三个疗程断根，百分之百有效。”",  # the document sells
    ],
)
def test_what_an_exposure_itself_promises_stays_a_claim(linter: Linter, sentence: str) -> None:
    assert any(one.severity == "error" for one in loud(linter, f"{EXPOSING}\n{sentence}\n"))


def test_one_claim_in_a_document_that_informs_calls_for_no_statement(linter: Linter) -> None:
    found = loud(linter, f"{INFORMING}\n这款茶三个疗程根治糖尿病。\n")
    assert any(one.rule == "overclaim/cure" for one in found)
    assert not [one.rule for one in found if one.rule.startswith("disclaimer/")]


def test_many_claims_call_for_statements_there_too(linter: Linter) -> None:
    more = "\n\n".join(
        ["这款茶三个疗程根治糖尿病。", "它根治高血压。", "它根治痛风。", "它根治冠心病。", "它根治肾病。"]
    )
    found = loud(linter, f"{INFORMING}\n{more}\n")
    assert [one.rule for one in found if one.rule.startswith("disclaimer/")]


OPTIONS = """药学综合练习

1.关于阿司匹林一级预防的说法，正确的是
A.无毒副作用，可终身服用
B.三个疗程根治冠心病
C.70岁以上者不推荐常规启动
D.可以停掉降压药
{answer}
"""
CARDS = """火眼金睛：广告语辨一辨

教师出示卡片，学生举牌并说明理由。

① "一贴就好，三天根治近视，无效退款！"（{verdict}）

下课后请把药盒收好。
"""
THREAD = """强直性脊柱炎经验帖

1楼 北方的雪
打针满一年，想问问大家间隔怎么拉长。

2楼 养生馆客服
亲们，祖传透骨膏三个疗程断根，加V了解。
{note}

3楼 老白杨
找风湿科医生商量，别自己改。
"""


@pytest.mark.parametrize(
    ("text", "innocent", "claimed"),
    [
        (OPTIONS, "【答案】C", "欢迎选购。"),
        (OPTIONS, "【参考答案】C", "答疑热线已开通。"),
        (CARDS, "×。没有这样的药。", "√。名医都这样说。"),
        (OPTIONS, "【答案】C", "【答案】ABD"),
        (OPTIONS.replace("正确的是", "不妥的是"), "【答案】ABD", "欢迎选购。"),
        (CARDS, "错。没有这样的药。", "×3盒，今日下单"),
        (THREAD, "【该回复已被管理员折叠】", "【该回复已被置顶】"),
        (THREAD, "【该回复已被管理员折叠】", "体内的毒素被系统清理，关注公众号封面"),
        (THREAD, "（已被版主删除）", "这条秘方曾被平台删了三次，赶紧收藏"),
        (THREAD, "（广告，ID已封）", "（楼主推荐）"),
    ],
)
def test_options_and_posts_taken_down_are_somebody_elses(
    linter: Linter, text: str, innocent: str, claimed: str
) -> None:
    key = "answer" if "{answer}" in text else "note" if "{note}" in text else "verdict"
    assert not [one.text for one in loud(linter, text.format(**{key: innocent})) if one.severity == "error"]
    assert [one for one in loud(linter, text.format(**{key: claimed})) if one.severity == "error"]


def test_where_a_sentence_stands_changes_nothing(linter: Linter) -> None:
    """Rivals of one sentence meet wherever it lies, also across a stretch of those without end."""
    claim = "本品三个疗程根治糖尿病，七天见效，百分之百有效，无任何副作用，从此不用打胰岛素，人人适用。"
    told = {
        tuple((one.rule, one.text) for one in linter.check_text("今天有雨。" * count + "\n\n" + claim).findings)
        for count in range(230, 242)
    }
    assert len(told) == 1
