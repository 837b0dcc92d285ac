"""The checks of figures within one document, in order."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from claimlint.model.figure import Figure
from claimlint.model.hit import Observation
from claimlint.model.text import Document, Span
from claimlint.verify import (
    arithmetic_announced,
    arithmetic_before_after,
    arithmetic_bounds,
    arithmetic_cells,
    arithmetic_change,
    arithmetic_change_base,
    arithmetic_column_shares,
    arithmetic_columns,
    arithmetic_complete,
    arithmetic_counts,
    arithmetic_dates,
    arithmetic_enclosed,
    arithmetic_exceptions,
    arithmetic_exchanged,
    arithmetic_exclusive,
    arithmetic_grim,
    arithmetic_growth,
    arithmetic_headlines,
    arithmetic_heads,
    arithmetic_hundred,
    arithmetic_landing,
    arithmetic_limits,
    arithmetic_lone_pair,
    arithmetic_margins,
    arithmetic_multiples,
    arithmetic_named_rates,
    arithmetic_nobody,
    arithmetic_of_so_many,
    arithmetic_pair_shares,
    arithmetic_paragraph_parts,
    arithmetic_partition,
    arithmetic_portions,
    arithmetic_products,
    arithmetic_repeats,
    arithmetic_results,
    arithmetic_risk,
    arithmetic_scales,
    arithmetic_shares,
    arithmetic_singled_out,
    arithmetic_slips,
    arithmetic_sums,
    arithmetic_tables,
    arithmetic_things,
    arithmetic_tied_shares,
    arithmetic_time,
    arithmetic_times_over,
    arithmetic_totals,
    arithmetic_two_periods,
    arithmetic_whole_lists,
    arithmetic_whole_means,
    dates_of_events,
    dates_of_stays,
    horizon,
    scene,
    statistics_checks,
    statistics_domain,
    statistics_forms,
    statistics_intervals,
    statistics_loose,
    statistics_null,
    statistics_rows,
    survival,
    survival_turns,
    told_again,
    told_alike,
    told_anchored,
    told_cases,
    told_changes,
    told_lasting,
    told_named,
    told_once_more,
    told_rows,
    told_slipped,
    told_spreads,
    told_table,
    unit_doses,
    unit_kinds,
    unit_rows,
    unit_same_number,
    units,
    value_domains,
    value_percents,
    value_scales,
)
from claimlint.verify.doubt import doubted
from claimlint.verify.other_readings import of_another_whole, of_who_stayed, the_rest_makes_it, told_in_full
from claimlint.verify.second_look import certain, explained

_CHECKS = (
    arithmetic_pair_shares.check,
    arithmetic_change_base.check,
    arithmetic_whole_lists.check,
    arithmetic_landing.check,
    arithmetic_margins.check,
    arithmetic_column_shares.check,
    arithmetic_times_over.check,  # what its own words tie together comes first
    arithmetic_tied_shares.check,
    arithmetic_two_periods.check,
    arithmetic_tables.check,
    arithmetic_cells.check,
    arithmetic_counts.check,
    arithmetic_things.check,
    arithmetic_totals.check,
    arithmetic_products.check,
    arithmetic_grim.check,
    arithmetic_whole_means.check,
    arithmetic_change.check,
    arithmetic_repeats.check,
    arithmetic_headlines.check,
    arithmetic_time.check,
    arithmetic_bounds.check,
    arithmetic_exceptions.check,
    arithmetic_nobody.check,
    arithmetic_singled_out.check,
    arithmetic_limits.check,
    arithmetic_scales.check,
    arithmetic_heads.check,
    units.check,
    unit_kinds.check,
    unit_rows.check,
    unit_same_number.check,
    unit_doses.check,
    value_domains.check,
    value_percents.check,
    value_scales.check,
    statistics_checks.check,
    statistics_domain.check,
    statistics_forms.check,
    statistics_intervals.check,
    statistics_rows.check,
    arithmetic_results.check,
    arithmetic_risk.check,
    arithmetic_portions.check,
    arithmetic_dates.check,
    dates_of_events.check,
    dates_of_stays.check,
    arithmetic_multiples.check,
    arithmetic_columns.check,
    arithmetic_growth.check,
    arithmetic_exclusive.check,
    arithmetic_complete.check,
    arithmetic_enclosed.check,
    arithmetic_sums.check,
    arithmetic_partition.check,
    arithmetic_paragraph_parts.check,
    arithmetic_hundred.check,
    arithmetic_named_rates.check,
    arithmetic_of_so_many.check,
    arithmetic_shares.check,
    arithmetic_announced.check,
    arithmetic_lone_pair.check,
    arithmetic_slips.check,
    arithmetic_before_after.check,
    statistics_loose.check,
    statistics_null.check,
    survival.check,
    survival_turns.check,
    horizon.check,
    told_again.check,
    told_cases.check,
    told_changes.check,
    arithmetic_exchanged.check,
    told_table.check,
    told_rows.check,
    told_lasting.check,
    told_anchored.check,
    told_named.check,
    told_slipped.check,
    told_spreads.check,
    told_alike.check,
    told_once_more.check,
)


def check(document: Document, figures: tuple[Figure, ...]) -> tuple[Observation, ...]:
    """Every observation, in order of place; one check speaks once of one place."""
    seen = scene.build(document, figures)
    found: dict[tuple[str, Span], Observation] = {}
    source: dict[tuple[str, Span], str] = {}
    taken: defaultdict[str, list[Span]] = defaultdict(list)  # by check, disjoint and sorted
    for each in _CHECKS:
        for one in each(seen):
            if _take(taken[one.check], one.span):  # the check that knows more comes first
                found[one.check, one.span] = one
                source[one.check, one.span] = each.__module__.rpartition(".")[2]
    unsure = [key for key, one in found.items() if not certain(one)]
    accused = {span for check, span in unsure if check == "percent-of-count"}
    for span in _left_over(seen, accused) if accused else ():
        del found["percent-of-count", span]
    for span in [span for check, span in unsure if check == "parts-total"]:
        one = found["parts-total", span]
        if any(told_in_full(frame, one.span, one.values) for frame in seen.frames if frame.holds(span)):
            del found["parts-total", span]
    kept = [one for key, one in found.items() if not doubted(seen, one, source[key]) and not explained(seen, one)]
    return tuple(sorted(kept, key=lambda one: (one.span, one.check)))


def _take(taken: list[Span], span: Span) -> bool:
    """Whether a place is free; then it is taken."""
    at = bisect_left(taken, span)
    if (at and taken[at - 1].end > span.start) or (at < len(taken) and taken[at].start < span.end):
        return False
    taken.insert(at, span)
    return True


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
        )
    }
