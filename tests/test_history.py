"""Every model keeps its history, or is excused with a reason."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, models, transaction

from prevent_portal.tracked import TrackedQuerySet

#: Models without history, and why none is needed.
EXCUSED = {
    "StoredFile": "written once: a trigger and the privileges refuse every change",
    "AccessRecord": "written once, likewise; it is itself a record",
    "Attachment": "written once; taken out, it says itself when, by whom and why",
    "Draft": "somebody's own words that were not sent: gone with the draft",
    "MatchToken": "made anew by the gate from the person's details, which keep their history",
    "LogSeal": "written once, likewise",
    "Outbox": "work to be done, not a record of anybody",
    "ImportReading": "how far work has come, not a record of anybody",
    "ChasingRule": "never changed: a new row takes its place",
    "Notice": "written once, then only its state, which says itself when it was settled and why",
    "ReminderRule": "never changed: a new row takes its place",
    "Reminder": "written once, then only its state, which says itself when it was settled and why",
    "Timescale": "never changed: a new row takes its place",
    "Answer": "written once: a trigger and the privileges refuse every change",
    "EditionFile": "written once: a trigger refuses every change",
    "DocumentVersion": "append-only: a newer version is a row of its own",
    "DocumentReview": "append-only, likewise",
    "RiskScore": "append-only: each scoring is a row of its own",
    "ProgressUpdate": "append-only: a correction is a row of its own",
    "ExtractReading": "how far work has come, not a record of anybody",
    "StagedRow": "a row of a file on its way in; what it did is in the register, and in the import",
    "Posting": "append-only: a row is only ever withdrawn, and says when and by what",
    "Completion": "append-only, likewise",
    "RegisterMark": "written once: a trigger refuses every change",
    "SessionMessage": "written once, then only its state, which says itself when it was settled and why",
    "BookingLink": "written once: a trigger refuses every change",
    "Evaluation": "written once, likewise",
    "Change": "that tables changed, as their own rows say in full",
    "KeptAnswer": "counts that can be counted again; what they are counted from is kept",
    "AccountChange": "one row an account, written by triggers alone; the account keeps its own history",
    "CaseKey": "made once by the gate; wrapped anew or destroyed, never changed",
    "CaseUserPermission": "follows the seat, which says who had it, when and by whom",
    "Seat": "only the gate writes it; each fact on it is set once",
    "BreakGlass": "only the gate makes it; a trigger lets each fact on it be set once",
    "CaseEvent": "written once: a trigger refuses every change",
    "Factor": "written once with its version: a trigger refuses every change",
    "Assessment": "written once: a trigger refuses every change",
    "FactorFinding": "written once, likewise",
    "SupportPlan": "written once, likewise: what changes is a new version",
    "Consent": "written once, likewise: each step is a row of its own",
    "SupportSession": "written once, likewise",
    "PlanReview": "written once, likewise",
    "Correction": "written once, likewise: a further correction is a row of its own",
    "MeetingMessage": "written once: that somebody was written to on a day",
    "IncidentEntry": "append-only: what was wrong is said in another",
    "Deconfliction": "written once: each check is a row of its own, and nobody may change one",
    "GatewayAssessment": "written once, likewise",
    "ThresholdDecision": "written once, likewise",
    "InformationAnswer": "written once by the gate: the application may not write one",
    "Section36Decision": "written once: a new decision is a row of its own",
    "CareConsidered": "written once: a trigger and the privileges refuse every change",
    "Disclosure": "written once, likewise",
    "RetentionReview": "written once, likewise; the newest stands",
    "Destruction": "written once, by the gate: the certificate itself is what is left",
    "Rectification": "written once, likewise: it is a note beside words that stay",
    "Release": "written once, likewise",
    "BookingEvent": "append-only: the privileges refuse every change, but for forgetting its words",
    "AuditAnswer": "written once: a trigger refuses every change; a new answer is a row of its own",
}

#: Fields that history leaves out, and why.
LEFT_OUT = {
    ("User", "password"): "a secret",
    ("User", "last_login"): "in the access log",
    ("RegisterImport", "reading"): "likewise",
    ("PlanImport", "reading"): "large; what it was read by, and what was answered, are kept",
    ("PlanImport", "as_read"): "large; the reading before the answers, which are kept",
    ("PlanReview", "frozen"): "large, and what is signed never changes; its hash is kept",
    ("Publication", "said"): "large, and never changed once issued; its hash is kept",
    ("Report", "frozen"): "large, and never changed once frozen; its hash is kept",
}

#: Many-to-many relations whose rows history leaves out, and why.
LINKS_LEFT_OUT = {}


def kept_models():
    for app in settings.FIRST_PARTY_APPS:
        for model in apps.get_app_config(app).get_models():
            if not model.__name__.startswith("Historical"):
                yield model


def tracked():
    return [model for model in kept_models() if hasattr(model, "history")]


def test_every_model_keeps_history_or_is_excused():
    without = {model.__name__ for model in kept_models() if not hasattr(model, "history")}

    assert without == set(EXCUSED)


@pytest.mark.parametrize("model", tracked(), ids=lambda model: model.__name__)
def test_a_tracked_model_refuses_to_be_written_past_its_history(model):
    for manager in model._meta.managers:
        assert issubclass(manager._queryset_class, TrackedQuerySet), manager.name


@pytest.mark.parametrize("model", tracked(), ids=lambda model: model.__name__)
def test_history_copies_every_field(model):
    kept = {field.name for field in model.history.model._meta.get_fields()}
    missing = {field.name for field in model._meta.concrete_fields} - kept

    assert missing == {field for name, field in LEFT_OUT if name == model.__name__}


def test_history_copies_links_between_many_or_says_why_not():
    left_out = set()
    for model in tracked():
        copied = {field.name for field in model.history.model._history_m2m_fields}
        left_out |= {
            (model.__name__, field.name)
            for field in model._meta.many_to_many
            if field.name not in copied
        }

    assert left_out == set(LINKS_LEFT_OUT)


@pytest.mark.parametrize("model", tracked(), ids=lambda model: model.__name__)
def test_nobody_can_be_removed_from_history(model):
    """The user of a history row may be unknown, never another; and no user is ever deleted."""
    user = model.history.model._meta.get_field("history_user")

    assert user.remote_field.on_delete in (models.SET_NULL, models.DO_NOTHING)


def _history_models():
    return [
        model
        for app in settings.FIRST_PARTY_APPS
        for model in apps.get_app_config(app).get_models()
        if model.__name__.startswith("Historical")
    ]


@pytest.mark.parametrize("change", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize("past", _history_models(), ids=lambda model: model.__name__)
def test_the_application_adds_to_history_and_changes_nothing_in_it(past, change):
    table, key = past._meta.db_table, past._meta.pk.column

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(change.format(table, key, key))
