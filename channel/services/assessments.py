"""Assessments: recorded by a framework, never changed, and set beside the one before."""

from dataclasses import dataclass

from django.db import transaction

from prevent_portal.errors import Refused

from .. import clocks
from ..models import Assessment, CaseEvent, Clock, Factor, FactorFinding, Framework
from ..states import AFTER, ENDED
from .cases import locked, record
from .plans import refuse_before


def latest_assessment(case):
    """The newest assessment of a case, or None."""
    return case.assessments.first()


@transaction.atomic
def assess_case(case, *, framework, by, on, conclusion, findings, changed="", basis="", after=None):
    """Write down an assessment; `findings` are (score or None, words) by factor.

    It needs a conclusion, and from the second on what changed. `after` is the number of the assessment
    that was read, to refuse where somebody recorded another meanwhile.
    """
    case = locked(case)
    if case.status in (*ENDED, *AFTER):
        raise Refused(case, "This case is closed: open it again before it is assessed.")
    refuse_before(case, on)
    last = latest_assessment(case)
    number = last.number if last else 0
    if after is not None and after != number:
        raise Refused(case, "Somebody recorded an assessment meanwhile. See it, then save yours.")
    if last and on < last.on:
        raise Refused(case, "It cannot be of a day before the last assessment.", field="on")
    if not conclusion.strip():
        sentence = "An assessment needs a conclusion: say what follows from it."
        raise Refused(case, sentence, field="conclusion")
    if last and not changed.strip():
        raise Refused(case, "Say what changed since the last assessment.", field="changed")
    made = Assessment.objects.create(
        case=case,
        framework=framework,
        number=number + 1,
        on=on,
        basis=basis,
        conclusion=conclusion,
        changed=changed,
        by=by,
    )
    for factor, (score, words) in findings.items():
        _find(made, factor, score, words)
    case.assess_due_on = clocks.due(Clock.Step.ASSESS, on=on)
    case.save()
    record(case, CaseEvent.Kind.ASSESSED, by=by, on=on, words=f"{framework.name}. {conclusion}")
    return made


def _find(assessment, factor, score, words):
    framework = assessment.framework
    if factor.framework_id != framework.pk:
        raise Refused(assessment.case, f"“{factor}” is no factor of this framework.")
    if score is not None and not 0 <= score < len(framework.scale):
        raise Refused(assessment.case, f"The score of “{factor}” is not on the scale.")
    if score is None and not words.strip():
        return
    FactorFinding.objects.create(
        case=assessment.case,
        assessment=assessment,
        factor=factor,
        score="" if score is None else str(score),
        words=words,
    )


@dataclass(frozen=True)
class Beside:
    """One factor in this assessment and in the one before, in words."""

    factor: Factor
    before: str
    before_words: str
    now: str
    words: str
    moved: str

    @property
    def is_said(self):
        """True if either says something of it."""
        return bool(self.before or self.before_words or self.now or self.words)


def beside_last(assessment):
    """Each factor of an assessment beside the assessment before it; `moved` is "Up", "Down", "New" or "".

    Factors of another version count as the same where their words and the scale are.
    """
    case = assessment.case
    last = next((a for a in case.assessments.all() if a.number == assessment.number - 1), None)
    before = _by_words(last) if last else {}
    now = _by_words(assessment)
    same_scale = last is not None and last.framework.scale == assessment.framework.scale
    return [
        _beside(
            factor,
            before.get(_key(factor)),
            now.get(_key(factor)),
            assessment.framework.scale,
            last.framework.scale if last else [],
            same_scale,
        )
        for factor in assessment.framework.factors.all()
    ]


def _key(factor):
    return factor.dimension.casefold(), factor.words.casefold()


def _by_words(assessment):
    factors = {factor.pk: _key(factor) for factor in assessment.framework.factors.all()}
    found = {}
    for row in assessment.findings.all():
        row.case = assessment.case  # its key is fetched already
        found[factors[row.factor_id]] = row
    return found


def _beside(factor, before, now, scale, scale_before, same_scale):
    was = before.place if before else None
    place = now.place if now else None
    moved = ""
    if same_scale and was is not None and place is not None and was != place:
        moved = "Up" if place > was else "Down"
    return Beside(
        factor,
        scale_before[was] if was is not None else "",
        before.words if before else "",
        scale[place] if place is not None else "",
        now.words if now else "",
        moved,
    )


@transaction.atomic
def make_framework(
    *, name, about, scale, factors, from_on, until_on=None, instead_of=None, by=None
):
    """Make a framework, or the next version of one: then the older ends when this begins.

    `factors` are (dimension, words) in order. A framework is never edited: what was assessed by it stays
    as it was asked.
    """
    version = 1
    if instead_of is not None:
        version = _supersede(instead_of, from_on)
        name = instead_of.name
    elif Framework.objects.filter(name=name).exists():
        raise Refused(None, "There is a framework of this name. Make a new version of it.", field="name")  # fmt: skip
    if not factors:
        raise Refused(None, "Enter at least one factor.", field="factors")
    if len(set(factors)) < len(factors):
        raise Refused(None, "A factor stands there twice.", field="factors")
    framework = Framework.objects.create(
        name=name, version=version, about=about, scale=scale, from_on=from_on, until_on=until_on
    )
    for place, (dimension, words) in enumerate(factors, 1):
        Factor.objects.create(framework=framework, dimension=dimension, words=words, place=place)
    return framework


def _supersede(framework, from_on):
    versions = Framework.objects.select_for_update().filter(name=framework.name)
    newest = max(versions, key=lambda each: each.version)
    if newest.pk != framework.pk:
        raise Refused(framework, "There is a newer version. Begin from that one.")
    if from_on < newest.from_on:
        raise Refused(framework, "It cannot begin before the version that it replaces.", field="from_on")  # fmt: skip
    newest.until_on = from_on
    newest.save()
    return newest.version + 1
