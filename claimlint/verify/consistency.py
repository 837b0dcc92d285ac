"""The checks of figures within one document, in order."""

from __future__ import annotations

from collections import defaultdict

from claimlint.language.stretches import take
from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Document, Span
from claimlint.verify.arithmetic import (
    announced,
    before_after,
    bounds,
    cells,
    change,
    change_base,
    column_shares,
    columns,
    complete,
    counts,
    descending,
    enclosed,
    exceptions,
    exchanged,
    exclusive,
    extremes,
    folds,
    grim,
    growth,
    heads,
    hundred,
    landing,
    limits,
    margins,
    multiples,
    named_rates,
    nobody,
    of_so_many,
    one_each,
    packs,
    pair_shares,
    paragraph_parts,
    partition,
    portions,
    products,
    ratios,
    repeats,
    results,
    risk,
    shares,
    singled_out,
    slips,
    sums,
    tables,
    things,
    tied_shares,
    times_over,
    totals,
    two_periods,
    whole_lists,
    whole_means,
    words_and_digits,
)
from claimlint.verify.arithmetic import doses as weighed_doses
from claimlint.verify.arithmetic import scales as arithmetic_scales
from claimlint.verify.arithmetic import time as arithmetic_time
from claimlint.verify.doubts.corrections import told_as_slip
from claimlint.verify.doubts.doubt import doubted
from claimlint.verify.doubts.in_turn import told_in_turn
from claimlint.verify.doubts.levels import of_a_level
from claimlint.verify.doubts.other_readings import of_another_whole, of_who_stayed, the_rest_makes_it, told_in_full
from claimlint.verify.doubts.second_look import certain, explained
from claimlint.verify.doubts.siblings import vouched
from claimlint.verify.doubts.totals import first_of_a_sum
from claimlint.verify.doubts.whole_scales import whole_scale
from claimlint.verify.lone import (
    ages,
    all_parts,
    allotted,
    anniversaries,
    changed_units,
    classes,
    clocks,
    cycles,
    denied,
    dosing,
    durations,
    everybody,
    from_to,
    gestation,
    headlines,
    in_words,
    leads,
    leftover,
    named_things,
    named_wholes,
    nobody_left,
    ordinals,
    pairs,
    per_so_many,
    relative,
    remainders,
    retold,
    risks,
    rounds,
    sessions,
    steps,
    worded,
)
from claimlint.verify.lone import heads as lone_heads
from claimlint.verify.lone import multiples as lone_multiples
from claimlint.verify.lone import shares as lone_shares
from claimlint.verify.scenes import scene
from claimlint.verify.scenes.closed_up import closed_up
from claimlint.verify.scenes.plain_tables import with_tables
from claimlint.verify.statistics import checks as statistics_checks
from claimlint.verify.statistics import domain, forms, intervals, loose, null
from claimlint.verify.statistics import rows as statistics_rows
from claimlint.verify.times import events, horizon, spans, stays, survival, survival_turns
from claimlint.verify.told import (
    again,
    alike,
    anchored,
    cases,
    changes,
    founded,
    included,
    labelled,
    lasting,
    named,
    once_more,
    pointed_back,
    slipped,
    spreads,
    table,
    than_before,
    time_units,
)
from claimlint.verify.told import rows as told_rows
from claimlint.verify.units import domains, doses, kinds, percents, quantities, same_number
from claimlint.verify.units import rows as unit_rows
from claimlint.verify.units import scales as value_scales

_HERE = "claimlint.verify."
_CHECKS = (
    words_and_digits.check,
    lone_multiples.check,
    sessions.check,
    dosing.check,
    changed_units.check,
    remainders.check,
    in_words.check,
    worded.check,
    named_wholes.check,
    lone_heads.check,
    all_parts.check,
    lone_shares.check,
    cycles.check,
    durations.check,
    ages.check,
    anniversaries.check,
    clocks.check,
    gestation.check,
    from_to.check,
    rounds.check,
    risks.check,
    relative.check,
    steps.check,
    allotted.check,
    per_so_many.check,
    retold.check,
    leftover.check,
    everybody.check,
    denied.check,
    nobody_left.check,
    named_things.check,
    leads.check,
    headlines.check,
    ordinals.check,
    classes.check,
    pair_shares.check,
    change_base.check,
    whole_lists.check,
    one_each.check,
    landing.check,
    margins.check,
    column_shares.check,
    folds.check,
    times_over.check,  # what its own words tie together comes first
    tied_shares.check,
    two_periods.check,
    tables.check,
    cells.check,
    counts.check,
    things.check,
    exclusive.check,  # by their names, before any list
    totals.check,
    products.check,
    weighed_doses.check,
    packs.check,
    ratios.check,
    grim.check,
    whole_means.check,
    change.check,
    repeats.check,
    arithmetic_time.check,
    bounds.check,
    descending.check,
    exceptions.check,
    nobody.check,
    singled_out.check,
    limits.check,
    extremes.check,
    arithmetic_scales.check,
    heads.check,
    quantities.check,
    kinds.check,
    unit_rows.check,
    same_number.check,
    doses.check,
    domains.check,
    percents.check,
    value_scales.check,
    statistics_checks.check,
    domain.check,
    forms.check,
    intervals.check,
    statistics_rows.check,
    results.check,
    risk.check,
    portions.check,
    spans.check,
    events.check,
    stays.check,
    multiples.check,
    columns.check,
    growth.check,
    complete.check,
    enclosed.check,
    sums.check,
    partition.check,
    paragraph_parts.check,
    hundred.check,
    named_rates.check,
    of_so_many.check,
    shares.check,
    announced.check,
    pairs.check,
    slips.check,
    before_after.check,
    loose.check,
    null.check,
    survival.check,
    survival_turns.check,
    horizon.check,
    again.check,
    cases.check,
    changes.check,
    exchanged.check,
    table.check,
    told_rows.check,
    lasting.check,
    anchored.check,
    named.check,
    founded.check,
    labelled.check,
    pointed_back.check,
    slipped.check,
    spreads.check,
    alike.check,
    once_more.check,
    included.check,
    than_before.check,
    time_units.check,
)


def check(document: Document, figures: tuple[Figure, ...]) -> tuple[Observation, ...]:
    """Every observation, in order of place; one check speaks once of one place."""
    closed = closed_up(*with_tables(document, figures))
    seen = scene.put_together(closed.document, closed.figures)
    found: dict[tuple[str, Span], Observation] = {}
    source: dict[tuple[str, Span], str] = {}
    taken: defaultdict[str, list[Span]] = defaultdict(list)  # by check, disjoint and sorted
    for each in _CHECKS:
        for one in each(seen):
            if take(taken[one.check], one.span):  # the check that knows more comes first
                found[one.check, one.span] = one
                source[one.check, one.span] = each.__module__.removeprefix(_HERE)
    unsure = [key for key, one in found.items() if not certain(one)]
    accused = {span for check, span in unsure if check == "percent-of-count"}
    for span in _left_over(seen, accused) if accused else ():
        del found["percent-of-count", span]
    for span in [span for check, span in unsure if check == "parts-total"]:
        one = found["parts-total", span]
        if any(told_in_full(frame, one.span, one.values) for frame in seen.frames if frame.holds(span)):
            del found["parts-total", span]
    kept = [one for key, one in found.items() if _stands(seen, one, source[key])]
    return tuple(sorted(map(closed.back, kept), key=lambda one: (one.span, one.check)))


def _stands(seen: scene.Scene, one: Observation, source: str) -> bool:
    if told_as_slip(seen, one) or of_a_level(seen, one) or (one.check == "parts-total" and first_of_a_sum(seen, one)):
        return False
    return vouched(seen, one) or whole_scale(seen, one) or not (doubted(seen, one, source) or explained(seen, one))


def _left_over(seen: scene.Scene, accused: set[Span]) -> set[Span]:
    """The percentages that another reading of their sentence makes, which no check has seen by itself."""
    return {
        percent.span
        for frame in seen.frames
        for ahead, told, behind in zip(
            (None, *frame.sentences), frame.sentences, (*frame.sentences[1:], None), strict=False
        )
        for percent in told.figures
        if percent.span in accused
        and percent.value is not None
        and (
            the_rest_makes_it(told, behind, percent)
            or of_who_stayed(told, percent)
            or of_another_whole(ahead, told, percent)
            or told_in_turn(told, percent)
        )
    }
