"""What the plans say about themselves on a day: the actions' part of the catalogue of figures.

Progress has a day of its own (`on`), and the day it was written (`recorded_at`): an action's status
on a day is its last entry about that day or an earlier one, among what had been recorded by
`known_at`. Evidence has no day of its own, so it counts once it was known. Six queries, whatever
the size of the plan.
"""

import datetime
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, Sum
from django.db.models.functions import Now, TruncQuarter
from django.utils import timezone

from prevent_portal.figures import Value, figure

from . import timescale
from .models import (
    Action,
    Attendance,
    CommunityGroup,
    Document,
    Engagement,
    Evidence,
    Incident,
    Meeting,
    Payment,
    Plan,
    ProgressUpdate,
    Tension,
    TensionMeeting,
    Timescale,
)

Status = Action.Status

#: Lateness by age: the most days late, and the words. The last band has no end.
AGE_BANDS = (
    (30, "Up to 30 days late"),
    (90, "31 to 90 days late"),
    (180, "91 to 180 days late"),
    (None, "More than 180 days late"),
)
#: An open action that nobody has reported on for longer than this many months is quiet.
RECENT_MONTHS = 3

#: How far back attendance at a body's meetings is counted.
ATTENDANCE_MONTHS = 12

#: No longer part of what was promised: neither counted nor a denominator.
LEFT_OUT = (Status.REPLACED, Status.WITHDRAWN)
#: Something says what should come of the action; in a plan of outcomes its objective does.
HAS_OUTCOME = ExpressionWrapper(
    ~Q(expected_outcome="")
    | ~Q(success_measure="")
    | ~Q(impact=[])
    | ~Q(objective__impact=[])
    | Q(objective__theme__plan__layout=Plan.Layout.OUTCOMES),
    output_field=BooleanField(),
)


@dataclass(frozen=True)
class Position:
    """Where one action stood on a day."""

    action: int
    on: datetime.date
    status: str
    rag: str
    updated_on: datetime.date | None
    words: str
    due_words: str
    due_kind: str
    due_on: datetime.date | None
    has_owner: bool
    evidence: int
    has_outcome: bool = True

    @property
    def is_counted(self):
        """True unless it was withdrawn or another action took its place."""
        return self.status not in LEFT_OUT

    @property
    def is_complete(self):
        """True once completion was verified."""
        return self.status == Status.COMPLETE

    @property
    def is_open(self):
        """True while it is still to be done."""
        return self.status not in Action.DONE_WITH

    @property
    def is_late(self):
        """True if it was still to be done after the day by which it was due."""
        return self.is_open and self.due_on is not None and self.due_on < self.on

    @property
    def is_blocked(self):
        """True if officers said that it could not go on."""
        return self.status == Status.BLOCKED

    @property
    def is_on_track(self):
        """True if it was still to be done, and neither late nor blocked."""
        return self.is_open and not self.is_late and not self.is_blocked

    @property
    def days_late(self):
        """Days since it was due; 0 if it was not late."""
        return (self.on - self.due_on).days if self.is_late else 0

    @property
    def age_band(self):
        """The words of its band of lateness; None if it was not late."""
        if not self.is_late:
            return None
        return next(words for most, words in AGE_BANDS if most is None or self.days_late <= most)

    @property
    def has_no_owner(self):
        """True if it was still to be done and named neither a person nor a post."""
        return self.is_open and not self.has_owner

    @property
    def has_no_date(self):
        """True if it was still to be done by no day or rhythm that can be understood."""
        return self.is_open and self.due_kind in ("none", "unknown", "tbc")

    @property
    def has_no_outcome(self):
        """True if it was still to be done and nothing said what should come of it."""
        return self.is_open and not self.has_outcome

    @property
    def has_no_evidence(self):
        """True if it was complete, or said to be, and nothing attached shows it."""
        return self.status in (Status.COMPLETE, Status.PROPOSED) and not self.evidence

    @property
    def is_said_complete(self):
        """True if it was complete, or proposed as complete."""
        return self.status in (Status.COMPLETE, Status.PROPOSED)

    @property
    def was_updated_lately(self):
        """True if it was still to be done and reported on in the last three months."""
        since = self.on - relativedelta(months=RECENT_MONTHS)
        return self.is_open and self.updated_on is not None and self.updated_on > since


def positions(scope, *, on, known_at=None):
    """Where each action of a plan, or of a set of actions, stood on a day: {action id: Position}."""
    known_at = known_at or Now()  # by the clock that wrote down when things were recorded
    return _placed(
        _asked(scope),
        _last_updates(scope, on, known_at),
        _in_force(_timescales(scope, known_at), on),
        _evidence(scope, known_at),
        on,
    )


def positions_through(scope, *, days, known_at=None):
    """The same on each of some days, {day: {action id: Position}}: four queries, however many days."""
    known_at = known_at or Now()
    actions, evidence = _asked(scope), _evidence(scope, known_at)
    updates = list(_updates(scope, known_at))
    in_order = sorted(updates, key=lambda row: (row.on, row.pk))
    imported = [row for row in updates if row.kind == ProgressUpdate.Kind.IMPORTED]
    scales = _timescales(scope, known_at)
    found = {}
    for on in days:
        last = {row.action_id: row for row in imported if row.on > on}
        last |= {row.action_id: row for row in in_order if row.on <= on}
        found[on] = _placed(actions, last, _in_force(scales, on), evidence, on)
    return found


def _asked(scope):
    """What of each action is the same on any day."""
    return list(
        _actions(scope)
        .annotate(has_outcome=HAS_OUTCOME)
        .values_list(
            "pk",
            "lead_id",
            "leads",
            "objective__leads",
            "objective__theme__plan__period_start",
            "has_outcome",
        )
    )


def _placed(actions, updates, scales, evidence, on):
    found = {}
    for pk, lead, leads, objective_leads, start, has_outcome in actions:
        update, scale = updates.get(pk), scales.get(pk)
        # What was imported says how things stood; it is not a report on progress.
        reported = update.on if update and update.kind != ProgressUpdate.Kind.IMPORTED else None
        found[pk] = Position(
            action=pk,
            on=on,
            status=update.status if update else Status.NOT_STARTED,
            rag=update.rag if update else "",
            updated_on=reported,
            words=update.text if reported else "",
            due_words=scale.raw if scale else "",
            due_kind=scale.kind if scale else "none",
            due_on=_due_on(scale, start, reported, on),
            has_owner=bool(lead or leads or objective_leads),
            evidence=evidence.get(pk, 0),
            has_outcome=has_outcome,
        )
    return found


def _actions(scope):
    if isinstance(scope, Plan):
        return Action.objects.filter(objective__theme__plan=scope)
    return scope


def _within(scope):
    """The same scope, seen from a row that belongs to an action."""
    if isinstance(scope, Plan):
        return Q(action__objective__theme__plan=scope)
    return Q(action__in=scope.order_by().values("pk"))


def _last_updates(scope, on, known_at):
    """Each action's last entry about the day or before; what was corrected or undone is silent.

    A status that came with an imported paper was so before it was imported: it holds for earlier
    days too, unless somebody has reported on those.
    """
    rows = _updates(scope, known_at)
    imported = rows.filter(kind=ProgressUpdate.Kind.IMPORTED, on__gt=on)
    spoken = rows.filter(on__lte=on).order_by("action_id", "-on", "-pk").distinct("action_id")
    return {row.action_id: row for row in (*imported, *spoken)}


def _updates(scope, known_at):
    """Entries that had been recorded, without those that were corrected or undone."""
    known = ProgressUpdate.objects.filter(recorded_at__lte=known_at)
    return (
        known.filter(_within(scope))
        .filter(~Exists(known.filter(corrects=OuterRef("pk"))))
        .exclude(kind=ProgressUpdate.Kind.UNDONE)
        .only("action", "on", "text", "status", "rag", "kind")
    )


def _timescales(scope, known_at):
    """Every timescale that was set by then, in the order in which they were."""
    return list(Timescale.objects.filter(_within(scope), set_at__lte=known_at).order_by("pk"))


def _in_force(scales, on):
    """Each action's timescale as on the day; for days before one was first set, the newest."""
    end = _end_of(on)
    newest = {row.action_id: row for row in scales}
    return newest | {row.action_id: row for row in scales if row.set_at <= end}


def _end_of(on):
    return timezone.make_aware(datetime.datetime.combine(on, datetime.time.max))


def _due_on(scale, start, reported, on):
    if scale is None:
        return None
    return timescale.due_on(scale, start=start, last_update_on=reported, on=on)


def _evidence(scope, known_at):
    standing = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at)
    rows = Evidence.objects.filter(_within(scope), standing, added_at__lte=known_at)
    counts = rows.order_by().values_list("action").annotate(Count("pk"))
    return dict(counts)


def count(positions_, of, out_of):
    """How many positions have a property, out of those that have another."""
    return Value(sum(of(p) for p in positions_), sum(out_of(p) for p in positions_))


def _counted(position):
    return position.is_counted


def _open(position):
    return position.is_open


#: name -> title, definition in words, denominator in words, what counts, out of what.
TABLE = {
    "in_plan": (
        "In the plan",
        "Actions in the plan, without those withdrawn or replaced by another.",
        "actions in the plan",
        _counted,
        _counted,
    ),
    "complete": (
        "Complete",
        "Actions whose completion has been verified.",
        "actions in the plan",
        lambda p: p.is_complete,
        _counted,
    ),
    "on_track": (
        "On track",
        "Actions still to be done that are neither late nor blocked.",
        "actions in the plan",
        lambda p: p.is_on_track,
        _counted,
    ),
    "late": (
        "Late",
        "Actions still to be done after the day by which they were due; where several days were "
        "given, after the last of them; where an interval was given, after that long without a "
        "report.",
        "actions in the plan",
        lambda p: p.is_late,
        _counted,
    ),
    "blocked": (
        "Blocked",
        "Actions that officers have said cannot go on; some of them may be late as well.",
        "actions in the plan",
        lambda p: p.is_blocked,
        _counted,
    ),
    "late_or_blocked": (
        "Late or blocked",
        "Actions that are late, blocked, or both, each counted once.",
        "actions in the plan",
        lambda p: p.is_late or p.is_blocked,
        _counted,
    ),
    "no_owner": (
        "No owner",
        "Actions still to be done that name neither a person nor a post.",
        "actions still to be done",
        lambda p: p.has_no_owner,
        _open,
    ),
    "no_date": (
        "No date",
        "Actions still to be done with no day, interval or occasion by which they are due.",
        "actions still to be done",
        lambda p: p.has_no_date,
        _open,
    ),
    "no_outcome": (
        "No outcome",
        "Actions still to be done of which nothing says what should come: no outcome, impact or "
        "measure, neither theirs nor their objective's. In a plan of outcomes the objective is one.",
        "actions still to be done",
        lambda p: p.has_no_outcome,
        _open,
    ),
    "no_evidence": (
        "Complete without evidence",
        "Actions complete, or proposed as complete, with nothing attached that shows it.",
        "actions complete or proposed as complete",
        lambda p: p.has_no_evidence,
        lambda p: p.is_said_complete,
    ),
    "updated_lately": (
        "Updated in the last three months",
        "Actions still to be done on which progress was reported in the three months to the day.",
        "actions still to be done",
        lambda p: p.was_updated_lately,
        _open,
    ),
}


def read(positions_):
    """The figures of this app over positions already fetched: {name: Value}."""
    found = list(positions_.values())
    return {name: count(found, of, out_of) for name, (*_, of, out_of) in TABLE.items()}


def late_by_age(positions_):
    """How many actions were late in each band of age: {words: count}, every band named."""
    bands = [p.age_band for p in positions_.values()]
    return {words: bands.count(words) for _, words in AGE_BANDS}


def _put_in_catalogue(name, title, definition, denominator, of, out_of):
    def rows(scope, *, on, known_at=None):
        found = positions(scope, on=on, known_at=known_at)
        return Action.objects.filter(pk__in=[pk for pk, p in found.items() if of(p)])

    @figure(
        f"actions.{name}",
        title=title,
        definition=definition,
        denominator=denominator,
        rows=rows,
        rows_for="actions.view_action",
    )
    def compute(scope, *, on, known_at=None):
        return count(positions(scope, on=on, known_at=known_at).values(), of, out_of)


for _name, _row in TABLE.items():
    _put_in_catalogue(_name, *_row)


# Work with communities, and tension: counted from the registers as they stand


def _year_to(rows, on):
    """Rows that began in the twelve months to the day."""
    return rows.filter(from_on__gt=on - relativedelta(months=12), from_on__lte=on)


@figure(
    "engagement.done",
    title="Done in the last twelve months",
    definition="Campaigns, bulletins, events and sessions that began in the twelve months to the day.",
    rows=lambda rows, on, known_at=None: _year_to(rows, on),
    rows_for="actions.view_engagement",
)
def engagements_done(rows, *, on, known_at=None):
    """How many engagements of a set began in the year to a day."""
    return Value(_year_to(rows, on).count())


@figure(
    "engagement.reach",
    title="People reached in the last twelve months",
    definition="People reached by what began in the twelve months to the day, where a number was "
    "given; somebody reached twice counts twice.",
    rows=lambda rows, on, known_at=None: _year_to(rows, on).filter(reach__isnull=False),
    rows_for="actions.view_engagement",
    counts="people",
)
def people_reached(rows, *, on, known_at=None):
    """How many people the engagements of a set reached in the year to a day."""
    return Value(_year_to(rows, on).aggregate(reach=Sum("reach"))["reach"] or 0)


def _engaged(groups, on):
    since = on - relativedelta(months=12)
    return groups.with_last_engaged(on).filter(last_engaged_on__gte=since)


@figure(
    "engagement.groups",
    title="Community groups engaged in the last twelve months",
    definition="Open community groups with which something was done in the twelve months to the day.",
    denominator="community groups that can be worked with",
    rows=lambda groups, on, known_at=None: _engaged(groups, on),
    rows_for="actions.view_communitygroup",
)
def groups_engaged(groups, *, on, known_at=None):
    """How many groups of a set somebody worked with in the year to a day."""
    return Value(_engaged(groups, on).count(), groups.count())


# Money and documents: counted from the registers as they stand


def _pot(grants, on):
    """Pounds promised or paid in, and pounds spent by a day, of grants and pooled money that ran on it."""
    running = grants.filter(from_on__lte=on, to_on__gte=on)
    paid = Payment.objects.standing().filter(grant__in=running, on__lte=on)
    sums = dict(paid.order_by().values_list("kind").annotate(sum=Sum("amount")))
    promised = running.aggregate(sum=Sum("amount"))["sum"] or 0
    return round(promised + sums.get(Payment.Kind.IN, 0)), round(sums.get(Payment.Kind.OUT, 0))


@figure(
    "money.promised",
    title="Money for Prevent, in pounds",
    definition="Promised by funders or paid in by agencies, of the grants and pooled money that ran on the day.",
    rows=lambda grants, on, known_at=None: grants.filter(from_on__lte=on, to_on__gte=on),
    rows_for="actions.view_grant",
)
def money_promised(grants, *, on, known_at=None):
    """How many pounds a set of grants came to on a day."""
    return Value(_pot(grants, on)[0])


@figure(
    "money.spent",
    title="Spent of it, in pounds",
    definition="Spent by the day, of the grants and pooled money that ran on it.",
    denominator="pounds promised by funders or paid in by agencies",
    rows=lambda grants, on, known_at=None: grants.filter(from_on__lte=on, to_on__gte=on),
    rows_for="actions.view_grant",
)
def money_spent(grants, *, on, known_at=None):
    """How many pounds of a set of grants were spent by a day."""
    promised, spent = _pot(grants, on)
    return Value(spent, promised)


_POLICIES = (Document.Kind.POLICY, Document.Kind.PROCEDURE)


def _for_the_duty(documents):
    return documents.filter(kind__in=_POLICIES, mentions_duty=Document.Duty.YES)


@figure(
    "documents.for_the_duty",
    title="Policies and procedures that mention the duty",
    definition="Policies and procedures in force that were checked for the Prevent duty and mention it.",
    denominator="policies and procedures in force",
    rows=lambda documents, on, known_at=None: _for_the_duty(documents),
    rows_for="actions.view_document",
)
def policies_for_the_duty(documents, *, on, known_at=None):
    """How many policies and procedures of a set of documents mention the duty."""
    policies = documents.filter(kind__in=_POLICIES)
    return Value(_for_the_duty(documents).count(), policies.count())


@figure(
    "documents.in_time",
    title="Documents looked at in time",
    definition="Documents whose next review has not passed on the day.",
    denominator="documents with a day for their next review",
    rows=lambda documents, on, known_at=None: documents.filter(review_due_on__gte=on),
    rows_for="actions.view_document",
)
def documents_in_time(documents, *, on, known_at=None):
    """How many of a set of documents are reviewed in time."""
    dated = documents.filter(review_due_on__isnull=False)
    return Value(dated.filter(review_due_on__gte=on).count(), dated.count())


@dataclass(frozen=True)
class Quarter:
    """Three months, from the day they begin."""

    start: datetime.date

    @property
    def words(self):
        """The quarter as people write it."""
        end = self.start + relativedelta(months=2)
        return f"{self.start:%b} to {end:%b %Y}"

    @property
    def end(self):
        """Its last day."""
        return self.start + relativedelta(months=3, days=-1)


def quarters_to(on, count=8):
    """The quarters that lead to a day, the one it stands in last."""
    first = datetime.date(on.year, on.month - (on.month - 1) % 3, 1)
    return [Quarter(first - relativedelta(months=3 * back)) for back in reversed(range(count))]


def _cells(found, quarters):
    return [found.get(quarter.start, 0) for quarter in quarters]


def _longest_bar(lines):
    """What the whole width of a chart of bars stands for."""
    return max(1, *(count_ for _, count_, _ in lines))


def engagement_by_quarter(rows, *, on):
    """How much was done and how many reached, by quarter, and how much of each kind: two queries."""
    quarters = quarters_to(on)
    rows = rows.filter(from_on__gte=quarters[0].start, from_on__lte=on).order_by()
    rows = rows.annotate(quarter=TruncQuarter("from_on"))
    totals = {
        row["quarter"]: row
        for row in rows.values("quarter").annotate(count=Count("pk"), reach=Sum("reach"))
    }
    kinds = {}
    for kind, quarter, count_ in rows.values_list("kind", "quarter").annotate(Count("pk")):
        kinds.setdefault(kind, {})[quarter] = count_
    lines = [
        (
            quarter,
            totals.get(quarter.start, {}).get("count", 0),
            totals.get(quarter.start, {}).get("reach") or 0,
        )
        for quarter in quarters
    ]
    return {
        "quarters": lines,
        "most_done": _longest_bar(lines),
        "kinds": [
            (words, _cells(kinds[kind], quarters), sum(kinds[kind].values()))
            for kind, words in Engagement.Kind.choices
            if kind in kinds
        ],
    }


def gaps(groups, *, on):
    """Kinds and areas of which there is no group, or none that anybody worked with in a year."""
    since = on - relativedelta(months=12)
    found = list(groups.with_last_engaged(on).values_list("kind", "area", "last_engaged_on"))
    engaged = [(kind, area) for kind, area, last in found if last and last >= since]
    return {
        "kinds_without": [
            words
            for kind, words in CommunityGroup.Kind.choices
            if kind not in {kind for kind, _, _ in found}
        ],
        "kinds_not_engaged": [
            words
            for kind, words in CommunityGroup.Kind.choices
            if kind in {kind for kind, _, _ in found} - {kind for kind, _ in engaged}
        ],
        "areas_not_engaged": sorted(
            {area for _, area, _ in found if area} - {area for _, area in engaged}
        ),
    }


def tension_by_quarter(*, on):
    """How many entries of the tension log there were, by quarter and level: counts, never words.

    Counted over every agency's entries, closed ones too, for those who may see how many there are
    but not read them.
    """
    quarters = quarters_to(on)
    rows = Tension.objects.filter(on__gte=quarters[0].start, on__lte=on).order_by()
    rows = rows.annotate(quarter=TruncQuarter("on"))
    levels, totals, exceptions = {}, {}, {}
    counted = rows.values_list("level__rank", "level__name", "level__is_exception", "quarter")
    for rank, name, is_exception, quarter, count_ in counted.annotate(Count("pk")):
        levels.setdefault((rank, name), {})[quarter] = count_
        totals[quarter] = totals.get(quarter, 0) + count_
        if is_exception:
            exceptions[quarter] = exceptions.get(quarter, 0) + count_
    lines = list(zip(quarters, _cells(totals, quarters), _cells(exceptions, quarters), strict=True))
    return {
        "quarters": lines,
        "most_done": _longest_bar(lines),
        "levels": [
            (f"{rank} {name}", _cells(found, quarters), sum(found.values()))
            for (rank, name), found in sorted(levels.items())
        ],
    }


def tension_kept(*, on):
    """Whether the log is looked after: entries past their day, meetings held and missed in a year."""
    year = TensionMeeting.objects.standing().filter(
        on__gt=on - relativedelta(months=12), on__lte=on
    )
    held = year.filter(state=TensionMeeting.State.HELD).count()
    entries = Tension.objects.standing()
    incidents = Incident.objects.standing()
    return {
        "review": Value(entries.filter(review_on__lt=on).count(), entries.count()),
        "held": Value(held, year.count()),
        "debriefs": Value(
            incidents.filter(debrief_due_on__lt=on, debrief_on__isnull=True).count(),
            incidents.count(),
        ),
    }


def attendance(body, *, on):
    """How often each member came or sent a deputy, out of the meetings for which that was noted.

    Of the meetings held in the twelve months to the day: {membership: Value}.
    """
    came = Count("pk", filter=Q(how__in=Attendance.CAME))
    rows = _noted(body, on).order_by().values("membership").annotate(came=came, noted=Count("pk"))
    return {row["membership"]: Value(row["came"], row["noted"]) for row in rows}


def _noted(body, on):
    since = on - relativedelta(months=ATTENDANCE_MONTHS)
    return Attendance.objects.filter(
        meeting__body=body,
        meeting__on__gt=since,
        meeting__on__lte=on,
        meeting__status__in=Meeting.TOOK_PLACE,
        meeting__closed_on__isnull=True,
    )


@figure(
    "boards.attendance",
    title="Attendance",
    definition="Seats whose member came, or sent a deputy, to the meetings that a board or group "
    "held in the twelve months to the day.",
    denominator="seats for which attendance was noted",
    rows=lambda body, *, on, known_at=None: _noted(body, on),
)
def _attendance(body, *, on, known_at=None):
    each = attendance(body, on=on).values()
    return Value(sum(value.count for value in each), sum(value.out_of for value in each))


from . import figures_of_assurance  # noqa: E402, F401 - its figures stand in the same catalogue
