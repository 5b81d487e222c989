"""A decision that was recorded wrongly is corrected by the chair; the first record stays readable beside it."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse

from channel import services
from channel.models import Case, Correction, Minute
from channel.states import Status
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused

from .meetings import LATER, TODAY, adopted, decide, opened, to_panel

WRONG = "The secretary ticked the box above."
NOT = {
    "decision": "not_adopt",
    "how": "majority",
    "dissent": "Health: too soon to say no.",
    "care_considered": "Early help has it already.",
    "asked": "",
    "next_review_on": None,
    "because": WRONG,
}


@pytest.fixture
def adopt(world):
    """A case that was recorded as to be adopted, and its minute."""
    case = to_panel(world)
    meeting = opened(world)
    minute = decide(world, meeting, case, decision="adopt")
    return minute


def correct(world, minute, **said):
    with acting_for(world.chair):
        minute = Minute.objects.get(pk=minute.pk)
        return services.correct_decision(minute, by=world.chair, on=TODAY, **(NOT | said))


def test_the_case_goes_on_from_the_decision_as_it_was_made(world, adopt):
    made = correct(world, adopt)
    with acting_for(world.chair):
        case = Case.objects.get(pk=adopt.case_id)
        minute = Minute.objects.get(pk=adopt.pk)
        assert case.status == Status.NOT_ADOPTED
        assert case.due_step == "pathway"
        assert (minute.decision, minute.standing.decision) == ("adopt", "not_adopt")
        assert minute.standing.dissent == NOT["dissent"]
        assert [each.decision for each in minute.replaced] == ["adopt"]
        assert case.events.filter(kind="corrected").get().words.endswith(WRONG)
        moved = list(case.events.filter(kind="moved").order_by("pk").values_list("pk", flat=True))
        assert list(made.undone) == moved[-4:-2]


def test_what_was_undone_is_not_counted(world, adopt):
    def counted():
        with acting_for(None), connection.cursor() as cursor:
            cursor.execute(
                "SELECT measure, n FROM channel_counts('2026-01-01', '2026-12-31', %s)"
                " WHERE measure IN ('considered', 'consent_sought', 'not_adopted')",
                [world.panel.pk],
            )
            return dict(cursor.fetchall())

    assert counted() == {"considered": 1, "consent_sought": 1, "not_adopted": 0}
    correct(world, adopt)
    assert counted() == {"considered": 1, "consent_sought": 0, "not_adopted": 1}


def test_only_how_it_was_decided_is_corrected_and_the_case_stays_where_it_is(world, adopt):
    correct(world, adopt, decision="adopt", dissent="Health: too soon.", care_considered="")
    correct(world, adopt, decision="adopt", how="chair", dissent="Health.", care_considered="")
    with acting_for(world.chair):
        minute = Minute.objects.get(pk=adopt.pk)
        assert Case.objects.get(pk=adopt.case_id).status == Status.CONSENT_SOUGHT
        assert [each.how for each in minute.replaced] == ["majority", "unanimous"]
        assert minute.standing.how == "chair"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"because": " "}, "because"),
        ({"decision": "keep"}, "decision"),
        ({"care_considered": ""}, "care_considered"),
        ({"dissent": ""}, "dissent"),
        (
            {"decision": "adopt", "how": "unanimous", "dissent": "", "care_considered": ""},
            "decision",
        ),
    ],
)
def test_a_correction_says_what_a_decision_must_say(world, adopt, said, field):
    with pytest.raises(ValidationError) as refused:
        correct(world, adopt, **said)
    assert list(refused.value.message_dict) == [field]


def test_once_somebody_acted_on_it_the_panel_has_to_decide_anew(world, adopt):
    with acting_for(world.coordinator):
        case = Case.objects.get(pk=adopt.case_id)
        services.move_case(case, Status.CONSENT_REFUSED, by=world.coordinator, on=TODAY)
    with pytest.raises(Refused, match="gone on since"):
        correct(world, adopt)


def test_only_the_last_decision_is_corrected(world):
    case = adopted(world)
    keep = {"decision": "keep", "next_review_on": LATER}
    first = decide(world, opened(world), case, **keep)
    again = opened(world, starts_at=datetime.time(16))
    with acting_for(world.chair):
        services.add_to_agenda(again, by=world.chair, case=Case.objects.get(pk=case.pk))
    decide(world, again, case, **keep)
    with pytest.raises(Refused, match="gone on since"):
        correct(world, first, decision="keep", next_review_on=LATER)


def test_nobody_but_a_chair_writes_one_and_it_stays(world, adopt):
    made = correct(world, adopt)
    with acting_for(world.coordinator), transaction.atomic():
        row = Correction.objects.get(pk=made.pk)
        row.pk, row.by = None, world.coordinator
        with pytest.raises(Exception, match="row-level security"), transaction.atomic():
            row.save(force_insert=True)
    with acting_for(world.chair), pytest.raises(Exception, match="(Cannot|denied)"), transaction.atomic():  # fmt: skip
        Correction.objects.get(pk=made.pk).save()


def test_the_chair_corrects_it_on_a_page_and_the_minutes_say_so(client, world, adopt, monkeypatch):
    client.force_login(world.chair)
    page = client.get(adopt.case.get_absolute_url()).content.decode()
    address = reverse("channel:correct_decision", args=[adopt.pk])
    assert address in page
    kept = client.post(address, NOT | {"because": "", "next_review_on": ""}).content.decode()
    assert "Health: too soon to say no." in kept
    page = client.post(address, NOT | {"next_review_on": ""}, follow=True).content.decode()
    assert "Recorded before, and wrong" in page
    assert "Do not adopt" in page
    made = {}
    monkeypatch.setattr(
        "prevent_portal.papers.to_pdf", lambda words, style: made.update(words=words) or b"%PDF-1.7"
    )
    with acting_for(world.chair):
        meeting = Minute.objects.get(pk=adopt.pk).item.meeting
    client.get(reverse("channel:minutes_paper", args=[meeting.pk]))
    assert "Recorded before, and wrong: Adopt, if consent is given." in made["words"]
    assert WRONG in made["words"]
    client.force_login(world.member)
    assert client.get(address).status_code == 403
