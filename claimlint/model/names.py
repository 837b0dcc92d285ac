"""What the values of a profile are called in a report; in configuration, JSON and code they are English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claimlint.model.words import Words, both, joined

_CHINESE: Mapping[str, str] = {
    "content": "内容类型",
    "audience": "读者",
    "product": "产品",
    "jurisdiction": "适用地区",
    "advertisement": "广告",
    "popular-science": "科普",
    "product-page": "产品页",
    "academic": "学术文章",
    "press-release": "新闻稿",
    "public": "公众",
    "professional": "专业人士",
    "cell-therapy": "细胞疗法",
    "cosmetic": "化妆品",
    "device": "医疗器械",
    "drug": "药品",
    "drug-otc": "非处方药",
    "drug-rx": "处方药",
    "health-food": "保健食品",
    "medical-aesthetics": "医疗美容",
    "medical-service": "医疗服务",
    "special-food": "特殊医学用途配方食品",
    "supplement": "膳食补充剂",
    "cn": "中国内地",
    "eu": "欧盟",
    "uk": "英国",
    "us": "美国",
}


def named(value: str) -> Words:
    """A value of a profile as either language calls it."""
    return both(_CHINESE.get(value, value), value)


def listed(values: Iterable[str]) -> Words:
    """Several values, one behind the other."""
    return joined([named(value) for value in values], "、", ", ")
