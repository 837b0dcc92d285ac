"""Percentages against counts of operations, questionnaires or samples."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from msgspec.structs import replace

from claimlint.language.expressions import lazy
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.verify.arithmetic.counts import fits, implied_fault, wholes
from claimlint.verify.arithmetic.exact import exact, value_of
from claimlint.verify.arithmetic.records import records
from claimlint.verify.doubts.other_readings import of_another
from claimlint.verify.scenes.scene import Frame, Scene, Told, kind_of, tell

_THINGS = frozenset({"item", "piece", "study", "site"})


def check(scene: Scene) -> Iterator[Observation]:
    """Things are read as if they were patients, where two numbers of one kind are told."""
    for frame in scene.frames:
        units = [f.unit for f in frame.figures if f.unit in _THINGS and exact(f)]
        kinds = {unit for unit in units if units.count(unit) > 1}
        if kinds and any(f.unit == "pct" for f in frame.figures):
            yield from _check_frame(frame, kinds)


def _check_frame(frame: Frame, kinds: set[str]) -> Iterator[Observation]:
    alike = Frame(tuple(_counting(told) for told in frame.sentences))
    units = {f.span: f.unit for f in frame.figures if f.unit in kinds}
    reached = {value_of(f) for f in alike.figures if kind_of(f) in "CN" and f.value is not None} | wholes(alike)
    reached |= {one + two for one, two in combinations(reached, 2)}
    for record in (record for told in alike.sentences for record in records(told)):
        unit = units.get(record.part.span)
        totals = [f for f in frame.figures if f.unit == unit and value_of(f) > value_of(record.part) and exact(f)]
        if of_another(record.told, record.part, record.percent) or _of_people(record.told, record.percent):
            continue
        if totals and exact(record.percent) and not any(fits(record, whole) for whole in reached):
            yield implied_fault(record, totals)


_PEOPLE = lazy(
    r"(?:者|人|人员|人数|患者|病人|男性|女性|儿童|\b(?:women|men|patients|people))(?:占|为|was|were|\s){0,2}$"
)


def _of_people(told: Told, percent: Figure) -> bool:
    """``回收问卷432份，已婚者占71.5%``: a share of people, and not of things."""
    start = percent.span.start - told.span.start
    return _PEOPLE.search(told.words[max(0, start - 12) : start]) is not None


def _counting(told: Told) -> Told:
    figures = [replace(f, unit="count") if f.unit in _THINGS else f for f in told.figures]
    return tell(told.words, told.span, figures, told.role, told.heading, told.block)
