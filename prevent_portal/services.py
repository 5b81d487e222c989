"""What administrators do: people and agencies added, changed, closed and opened again."""

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.db.models import Q

from . import emails, factor, feeds, outbox
from .errors import Refused, refusals_of_database
from .models import User
from .roles import Role
from .versions import refuse_if_changed

LAST_ADMINISTRATOR = (
    "Nobody else could add or change people. Make somebody else an administrator first."
)


@transaction.atomic
def add_user(*, by, email, name, job_title, agency, roles, manager=None):
    """Add somebody, and send them a link with which to set their password."""
    user = User(email=email, name=name, job_title=job_title, agency=agency, roles=sorted(roles))
    user.manager = manager
    user.set_unusable_password()
    _save(user)
    outbox.put("invite_user", user_id=user.pk)
    return user


@transaction.atomic
def change_user(user, *, by, email, name, job_title, agency, roles, manager):
    """Change who somebody is or what they may do; one administrator always remains."""
    user, administrators = _hold(user)
    if Role.ADMINISTRATOR not in roles:
        _keep_an_administrator_besides(user, administrators, field="roles")
    if user.agency_id != agency.pk:  # their sessions end too: they carry the agency's number
        feeds.revoke_address(by=user)
    user.email, user.name, user.job_title, user.agency = email, name, job_title, agency
    if manager == user:
        raise Refused(user, "Choose somebody else as the manager.", field="manager")
    user.roles, user.manager = sorted(roles), manager
    _save(user)
    return user


@transaction.atomic
def deactivate_user(user, *, by, reason):
    """Close somebody's sign-in and end every session they have open, here and elsewhere."""
    if user == by:
        raise Refused(user, "You cannot close your own sign-in. Ask another administrator.")
    user, administrators = _hold(user)
    _keep_an_administrator_besides(user, administrators)
    if not user.is_active:
        raise Refused(user, f"{user.name} cannot sign in already.")
    user.is_active = False
    user.set_unusable_password()  # a session carries a hash of the password: all end for good
    user._change_reason = reason
    user.save()
    feeds.revoke_address(by=user)
    return user


@transaction.atomic
def reset_factor(user, *, by, reason):
    """Take away the second factor of somebody who cannot use it any more, and end their sessions."""
    if user == by:
        raise Refused(user, "You cannot reset your own second factor. Ask another administrator.")
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    with refusals_of_database(user):
        removed, _ = Authenticator.objects.filter(user=user).delete()
    if not removed:
        raise Refused(user, f"{user.name} has no second factor.")
    factor.end_sessions(user)
    user._change_reason = f"Second factor reset: {reason}"[:100]
    user.save()
    outbox.put("tell_factor_reset", user_id=user.pk)


@transaction.atomic
def reactivate_user(user, *, by):
    """Open somebody's sign-in again, and send them a link with which to set a new password."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active:
        raise Refused(user, f"{user.name} can sign in already.")
    user.is_active = True
    user._change_reason = "Reactivated"
    user.save()
    outbox.put("invite_user", user_id=user.pk)
    return user


def invite_user(user, *, by):
    """Send the link to set a password once more to somebody who has not set one."""
    if not user.is_active:
        raise Refused(user, f"{user.name} cannot sign in. Reactivate them first.")
    if user.has_usable_password():
        raise Refused(user, f"{user.name} has set a password already.")
    outbox.put("invite_user", user_id=user.pk)


def send_invitation(user_id):
    """Write to somebody who has not set a password yet; safe to repeat, silent once they have."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user and not user.has_usable_password():
        emails.invitation(user)


def tell_factor_reset(user_id):
    """Write to somebody whose second factor was taken away."""
    emails.factor_reset(User.objects.get(pk=user_id))


def send_password_link(user_id):
    """Write to somebody who forgot their password; silent if they may not sign in any more."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user:
        emails.forgotten_password(user)


def save_agency(agency, *, by):
    """Add an agency or keep what was changed about it."""
    try:
        with transaction.atomic():
            agency.save()
    except IntegrityError:
        raise Refused(agency, "There is already an agency of this name.", field="name") from None
    return agency


# Records of registers


@transaction.atomic
def keep_record(record, *, by, version=None, **values):
    """Save a new record, or what was changed in one.

    Raises ChangedMeanwhile if somebody changed the same fields since `version` was read, and Refused
    if the same record has just been made by somebody else.
    """
    model = type(record)
    links = {name for name in values if model._meta.get_field(name).many_to_many}
    if record.pk:
        standing = model.objects.select_for_update(of=("self",)).get(pk=record.pk)
        refuse_if_changed(standing, version, values)
    for name, value in values.items():
        if name not in links:
            setattr(record, name, value)
    record._history_user = by
    try:
        with transaction.atomic():
            record.save()
    except IntegrityError:
        raise Refused(record, "Such a record has just been saved by somebody else.") from None
    for name in links:
        getattr(record, name).set(values[name])
    return record


@transaction.atomic
def close_record(record, *, by, on, reason):
    """Close a record with a reason; it stays in the register."""
    record = type(record).objects.select_for_update(of=("self",)).get(pk=record.pk)
    if not record.is_open:
        raise Refused(record, "It is closed already.")
    record.closed_on, record.closed_because = on, reason
    record._history_user = by
    record.save()
    return record


@transaction.atomic
def reopen_record(record, *, by):
    """Open a closed record again."""
    record = type(record).objects.select_for_update(of=("self",)).get(pk=record.pk)
    if record.is_open:
        raise Refused(record, "It is open already.")
    record.closed_on, record.closed_because = None, ""
    record._history_user = by
    try:
        with transaction.atomic():
            record.save()
    except IntegrityError:
        raise Refused(record, "Another has taken its place meanwhile. Close that first.") from None
    return record


def _save(user):
    try:
        with refusals_of_database(user), transaction.atomic():
            user.save()
    except IntegrityError:
        raise Refused(
            user, "Somebody already signs in with this email address.", field="email"
        ) from None


def _hold(user):
    """Lock a user and all who can add people; return both.

    All are locked in one order: of two administrators who close each other's sign-in one waits.
    """
    administrators = Q(is_active=True, roles__contains=[Role.ADMINISTRATOR])
    wanted = User.objects.filter(Q(pk=user.pk) | administrators).order_by("pk")
    held = {each.pk: each for each in wanted.select_for_update(no_key=True)}
    user = held[user.pk]
    return user, [each for each in held.values() if _may_add_people(each)]


def _may_add_people(user):
    return user.is_active and user.has_role(Role.ADMINISTRATOR)


def _keep_an_administrator_besides(user, administrators, *, field=None):
    """Refuse if the user is the only administrator who can sign in."""
    if administrators == [user]:
        raise Refused(user, LAST_ADMINISTRATOR, field=field)
