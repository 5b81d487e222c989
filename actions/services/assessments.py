"""A year's self-assessment: begun, judged head by head, and closed for good."""

import csv
import io

from django.db import IntegrityError, transaction
from django.utils import timezone

from prevent_portal.errors import Refused

from ..models import Benchmark, BenchmarkScore, Counts, Criterion, SelfAssessment

CLOSED = "This year is closed. Its scores stay as they were judged."
#: Criteria taken in from one file.
MOST_ROWS = 2000


@transaction.atomic
def open_assessment(*, by, on, toolkit, year, body=None):
    """Begin a year's self-assessment by a toolkit. Raises Refused if it has begun already."""
    assessment = SelfAssessment(toolkit=toolkit, year=year, body=body, opened_on=on, opened_by=by)
    assessment._history_user = by
    try:
        with transaction.atomic():
            assessment.save()
    except IntegrityError:
        raise Refused(
            assessment.toolkit,
            f"There is already a self-assessment of {year} by this toolkit.",
            field="year",
        ) from None
    return assessment


@transaction.atomic
def score_head(assessment, *, by, judged):
    """Save the judgements of one head: {criterion: (rating, words, shown_by, next_step)}.

    A criterion without a rating is left as it stands. Raises Refused if the year is closed.
    """
    assessment = _held(assessment)
    standing = {
        score.criterion_id: score
        for score in assessment.scores.filter(criterion__in=judged).order_by("pk")
    }
    for criterion, (rating, words, shown_by, next_step) in judged.items():
        if rating is None:
            continue
        score = standing.get(criterion.pk) or BenchmarkScore(
            assessment=assessment, criterion=criterion
        )
        said = (criterion.text, rating.pk, words.strip(), shown_by.strip(), next_step.strip())
        if said == (score.asked, score.rating_id, score.words, score.shown_by, score.next_step):
            continue
        if rating.counts_as == Counts.NOT_APPLICABLE and not words.strip():
            raise Refused(assessment, f"Say why it does not apply: {criterion.text}")
        score.asked, score.rating_id, score.words, score.shown_by, score.next_step = said
        score.counts_as, score.scored_by, score.scored_at = rating.counts_as, by, timezone.now()
        score._history_user = by
        score.save()


@transaction.atomic
def close_assessment(assessment, *, by, on):
    """Close a year: from now on nobody changes its scores.

    Raises Refused while a criterion has no rating.
    """
    assessment = _held(assessment)
    missing = (
        Criterion.objects.standing()
        .filter(benchmark__toolkit=assessment.toolkit, benchmark__closed_on__isnull=True)
        .exclude(pk__in=assessment.scores.order_by().values("criterion"))
        .count()
    )
    if missing:
        many = "criterion has" if missing == 1 else "criteria have"
        raise Refused(assessment, f"{missing} {many} no rating yet. Finish the heads first.")
    if not assessment.scores.exists():
        raise Refused(assessment, "Nothing has been judged yet.")
    assessment.closed_on, assessment.closed_by = on, by
    assessment._history_user = by
    assessment.save()
    return assessment


@transaction.atomic
def import_criteria(toolkit, *, by, file):
    """Add criteria from a CSV file with the columns head (its number) and criterion; say how many.

    A criterion that a head has already is passed over. Raises Refused, naming the line, where a row
    cannot be understood; then nothing is added.
    """
    heads = {head.position: head for head in Benchmark.objects.standing().filter(toolkit=toolkit)}
    held = set(
        Criterion.objects.filter(benchmark__toolkit=toolkit)
        .order_by("pk")
        .values_list("benchmark_id", "text")
    )
    added = 0
    for line, head, text in _rows(toolkit, file):
        if head not in heads:
            raise Refused(toolkit, f"Line {line}: there is no head {head}.", field="file")
        if (heads[head].pk, text) in held:
            continue
        held.add((heads[head].pk, text))
        place = sum(pk == heads[head].pk for pk, _ in held)
        criterion = Criterion(benchmark=heads[head], position=place, text=text)
        criterion._history_user = by
        criterion.save()
        added += 1
    return added


def _rows(toolkit, file):
    try:
        words = file.read().decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(words), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise Refused(
            toolkit, "The file cannot be read as CSV. Save it as CSV UTF-8.", field="file"
        ) from None
    if not rows or [cell.strip().lower() for cell in rows[0][:2]] != ["head", "criterion"]:
        raise Refused(
            toolkit, "The first line must hold the columns head and criterion.", field="file"
        )
    if len(rows) > MOST_ROWS:
        raise Refused(toolkit, f"Import at most {MOST_ROWS:,} lines at once.", field="file")
    for line, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        head, text = [*(cell.strip() for cell in row), ""][:2]
        if not (head.isascii() and head.isdigit() and len(head) <= 3 and text):
            raise Refused(
                toolkit, f"Line {line}: give the number of a head and a criterion.", field="file"
            )
        yield line, int(head), text.replace("\0", "")


def _held(assessment):
    assessment = (
        SelfAssessment.objects.select_for_update(of=("self",))
        .select_related("toolkit")
        .get(pk=assessment.pk)
    )
    if not assessment.is_open:
        raise Refused(assessment, CLOSED)
    return assessment
