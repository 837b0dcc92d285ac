"""Distributions that a reported statistic is held against: normal, t, F, chi-square, r."""

from __future__ import annotations

from math import erfc, exp, lgamma, log, sqrt

_STEPS = 300  # of a continued fraction; convergence takes fewer
_TINY = 1e-300


def two_sided_normal(z: float) -> float:
    """The probability of a normal deviate at least as far from zero."""
    return erfc(abs(z) / sqrt(2))


def two_sided_t(t: float, df: float) -> float:
    """The two-sided p of Student's t."""
    return incomplete_beta(df / 2, 0.5, df / (df + t * t))


def upper_f(f: float, df1: float, df2: float) -> float:
    """The upper tail of F."""
    return incomplete_beta(df2 / 2, df1 / 2, df2 / (df2 + df1 * f)) if f > 0 else 1.0


def upper_chi_square(x: float, df: float) -> float:
    """The upper tail of chi-square."""
    return 1 - _lower_gamma(df / 2, x / 2) if x > 0 else 1.0


def two_sided_r(r: float, df: float) -> float:
    """The two-sided p of a correlation with ``df`` = n - 2."""
    return 0.0 if abs(r) >= 1 else two_sided_t(r * sqrt(df / (1 - r * r)), df)


def two_by_two(k1: int, n1: int, k2: int, n2: int) -> tuple[float, float]:
    """The smallest and the largest p of Pearson's, Yates's and Fisher's tests on two shares."""
    values = [_chi_2x2(k1, n1, k2, n2, corrected) for corrected in (False, True)]
    values.append(_fisher(k1, n1, k2, n2))
    return min(values), max(values)


def _chi_2x2(k1: int, n1: int, k2: int, n2: int, corrected: bool) -> float:
    total, yes = n1 + n2, k1 + k2
    if yes in (0, total) or not n1 or not n2:
        return 1.0
    gap = float(abs(k1 * (n2 - k2) - k2 * (n1 - k1)))
    gap = max(gap - total / 2, 0) if corrected else gap
    return upper_chi_square(total * gap**2 / (n1 * n2 * yes * (total - yes)), 1)


def _fisher(k1: int, n1: int, k2: int, n2: int) -> float:
    yes, total = k1 + k2, n1 + n2

    def weight(k: int) -> float:
        return exp(_choose(n1, k) + _choose(n2, yes - k) - _choose(total, yes))

    seen = weight(k1) * (1 + 1e-7)
    return min(1.0, sum(w for k in range(max(0, yes - n2), min(n1, yes) + 1) if (w := weight(k)) <= seen))


def _choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _lower_gamma(a: float, x: float) -> float:
    """The regularised lower incomplete gamma function."""
    scale = exp(-x + a * log(x) - lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        for n in range(1, _STEPS * 4):
            term *= x / (a + n)
            total += term
            if term < total * 1e-15:
                break
        return total * scale
    return 1 - scale * _gamma_fraction(a, x)


def _gamma_fraction(a: float, x: float) -> float:
    b = x + 1 - a
    c, d = 1 / _TINY, 1 / b
    h = d
    for i in range(1, _STEPS):
        b += 2
        d = 1 / _nonzero(-i * (i - a) * d + b)
        c = _nonzero(b - i * (i - a) / c)
        h *= d * c
        if abs(d * c - 1) < 1e-15:
            break
    return h


def incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    if x < (a + 1) / (a + b + 2):
        return front * _beta_fraction(a, b, x) / a
    return 1 - front * _beta_fraction(b, a, 1 - x) / b


def _beta_fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1 / _nonzero(1 - (a + b) * x / (a + 1))
    h = d
    for m in range(1, _STEPS):
        for top in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                    -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):  # fmt: skip
            d = 1 / _nonzero(1 + top * d)
            c = _nonzero(1 + top / c)
            h *= d * c
        if abs(d * c - 1) < 1e-15:
            break
    return h


def _nonzero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
