"""What all apps share: agencies, settings, people, users, kept files, and the portal's own records."""

import secrets

import pgtrigger
from django.conf import settings
from django.contrib.auth import get_backends
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.urls import reverse
from django.utils.crypto import salted_hmac

from .acting import acting, acting_for
from .roles import SEES_EVERY_AGENCY, Role
from .tracked import TrackedQuerySet, history


class AgencyQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Agencies are no secret: every signed-in person sees which take part."""
        return self if user.is_authenticated else self.none()


class Agency(models.Model):
    """A body that takes part in the partnership."""

    class Kind(models.TextChoices):
        COUNTY = "county", "County council"
        UNITARY = "unitary", "Unitary council"
        DISTRICT = "district", "District or borough council"
        POLICE = "police", "Police"
        HEALTH = "health", "Health"
        EDUCATION = "education", "Education"
        PROBATION = "probation", "Probation"
        PRISON = "prison", "Prison"
        FIRE = "fire", "Fire and rescue"
        VOLUNTARY = "voluntary", "Voluntary or faith organisation"
        OTHER = "other", "Other"

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OTHER)
    sector = models.CharField(max_length=80, blank=True, help_text="For example, education")
    is_specified_authority = models.BooleanField(
        "specified authority", default=False, help_text="Listed in Schedule 6 of the 2015 Act"
    )
    is_schedule7_partner = models.BooleanField(
        "Channel panel partner", default=False, help_text="Listed in Schedule 7 of the 2015 Act"
    )
    is_lead = models.BooleanField("lead authority", default=False)
    closed_on = models.DateField(null=True, blank=True)

    objects = AgencyQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "agencies"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="portal_agency_name_is_its_own",
                violation_error_message="There is already an agency of this name.",
            ),
            models.UniqueConstraint(
                fields=["is_lead"],
                condition=Q(is_lead=True),
                name="portal_agency_one_leads",
                violation_error_message="Another agency is already the lead authority.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the agency."""
        return reverse("agency_detail", args=[self.pk])


class Setting(models.Model):
    """A place where people are taught, cared for or served: a school, an early years setting, a library."""

    class Kind(models.TextChoices):
        SCHOOL = "school", "School"
        EARLY_YEARS = "early_years", "Early years setting"
        SUPPLEMENTARY = "supplementary", "Supplementary school"
        COLLEGE = "college", "College or university"
        CHILDRENS_HOME = "childrens_home", "Children's home"
        CARE_HOME = "care_home", "Care home"
        LIBRARY = "library", "Library"
        OTHER = "other", "Other"

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=Kind)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="settings")
    closed_on = models.DateField(null=True, blank=True)

    objects = TrackedQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["name"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                "agency",
                Lower("name"),
                name="portal_setting_named_once_an_agency",
                violation_error_message="This agency already has a setting of this name.",
            )
        ]

    def __str__(self):
        return self.name


class PersonQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """People of one's own agency, for those who look after training; the Prevent lead sees all."""
        if not user.has_perm("training.view_person"):
            return self.none()
        return self if user.has_role(*SEES_EVERY_AGENCY) else self.filter(agency=user.agency_id)


class Person(models.Model):
    """Somebody who works, volunteers or cares for an agency, with or without a sign-in of their own."""

    class Kind(models.TextChoices):
        STAFF = "staff", "Member of staff"
        VOLUNTEER = "volunteer", "Volunteer"
        ELECTED_MEMBER = "elected_member", "Elected member"
        FOSTER_CARER = "foster_carer", "Foster carer"
        PANEL_MEMBER = "panel_member", "Panel member"
        CONTRACTOR = "contractor", "Contractor"

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="people")
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.STAFF)
    number = models.CharField(
        "staff number", max_length=40, blank=True, help_text="As their agency's records have it"
    )
    name = models.CharField(max_length=200)
    job_title = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    manager = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="team"
    )

    objects = PersonQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "people"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="portal_person_is_not_their_own_manager",
                condition=Q(manager=None) | ~Q(manager=models.F("pk")),
                violation_error_message="Choose somebody else as the manager.",
            ),
            models.UniqueConstraint(
                fields=["agency", "number"],
                condition=~Q(number=""),
                name="portal_person_number_is_their_own",
                violation_error_message="Somebody of this agency has this staff number.",
            ),
        ]

    def __str__(self):
        return self.name

    def permits(self, user, permission):
        """Whoever reads every agency's people keeps only their own; the Prevent lead keeps all."""
        if permission.endswith(".view_person") or user.has_role(Role.PREVENT_LEAD):
            return True
        return self.agency_id == user.agency_id


class UserQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Those who may manage people see everyone; everyone else sees themselves."""
        if user.has_perm("prevent_portal.view_user"):
            return self
        return self.filter(pk=user.pk)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Makes users; there is no way to make one who may do everything."""

    def create_user(self, email, password=None, **fields):
        """Make a user who signs in by email; without a password they must set one by link."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user


def on_mondays():
    """The days on which the portal writes to somebody who has chosen none."""
    return [1]


class User(AbstractBaseUser):
    """Somebody who signs in: one agency, one or more roles, and no superusers."""

    email = models.EmailField("email address")
    name = models.CharField(max_length=200)
    job_title = models.CharField(max_length=200, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="users")
    roles = ArrayField(models.CharField(max_length=24, choices=Role), size=len(Role))
    person = models.OneToOneField(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="user"
    )
    manager = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    write_on = ArrayField(
        models.PositiveSmallIntegerField(),
        default=on_mondays,
        help_text="Days of the week, Monday is 1, on which the portal may write",
    )
    is_active = models.BooleanField("can sign in", default=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = UserManager()
    history = history(excluded_fields=["password", "last_login"])

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    #: Other packages ask; the answer is always no.
    is_superuser = False
    is_staff = False

    class Meta:
        ordering = ["name", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="portal_user_email_is_their_own",
                violation_error_message="Somebody already signs in with this email address.",
            ),
            models.CheckConstraint(
                name="portal_user_has_a_role",
                condition=Q(roles__len__gt=0),
                violation_error_message="Choose at least one role.",
            ),
            models.CheckConstraint(
                name="portal_user_is_not_their_own_manager",
                condition=Q(manager=None) | ~Q(manager=models.F("pk")),
                violation_error_message="Choose somebody else as the manager.",
            ),
            models.CheckConstraint(
                name="portal_user_is_written_to_on_days",
                condition=Q(write_on__len__gt=0, write_on__contained_by=[1, 2, 3, 4, 5, 6, 7]),
                violation_error_message="Choose at least one day of the week.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The administrator's page of this person."""
        return reverse("user_detail", args=[self.pk])

    def _get_session_auth_hash(self, secret=None):
        """A session lasts as long as the password and the agency that it began with."""
        of = f"{self.password} {self.agency_id}"
        salt = "prevent_portal.models.User.get_session_auth_hash"
        return salted_hmac(salt, of, secret=secret, algorithm="sha256").hexdigest()

    def check_password(self, raw_password):
        """As Django's; where it keeps a stronger hash of the same password, the portal itself does."""
        with acting_for(acting()):
            return super().check_password(raw_password)

    def has_role(self, *roles):
        """True if the person holds one of the roles."""
        return not set(roles).isdisjoint(self.roles)

    def has_perm(self, permission, obj=None):
        """True if a backend says that this person may do this, to this."""
        return any(backend.has_perm(self, permission, obj) for backend in get_backends())

    def get_role_names(self):
        """The person's roles, in words, in the order of the role table."""
        return [role.label for role in Role if role in self.roles]


class CalendarAddressQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """One's own."""
        return self.filter(user=user.pk)

    def in_use(self):
        """Addresses that were not revoked and whose owner may sign in."""
        return self.filter(revoked_at__isnull=True, user__is_active=True)


class CalendarAddress(models.Model):
    """A private address from which a calendar programme fetches what is due; kept as a hash only."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarAddressQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        verbose_name_plural = "calendar addresses"
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(revoked_at__isnull=True),
                name="portal_calendar_one_address_each",
                violation_error_message="There is already a calendar address. Replace it.",
            )
        ]

    def __str__(self):
        return f"Calendar address {self.pk}"


def random_file_name(instance, filename):
    """A name that says nothing; the original name is kept in the row."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}"


class StoredFile(models.Model):
    """A file as it was given or made: its bytes never change, and its hash says so."""

    content = models.FileField(upload_to=random_file_name, max_length=100)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField(help_text="Bytes")
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)
    cleared_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When it was found clean, or made by the portal itself; else it is shown to the "
        "virus scanner each time somebody asks for it",
    )
    carried = models.CharField(
        max_length=400,
        blank=True,
        db_default="",
        help_text="What was taken off it before it was kept, and what is still in it",
    )

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["sha256"], name="portal_file_by_hash")]
        triggers = [
            pgtrigger.Protect(
                name="stored_file_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_waiting(self):
        """True if nobody can have it before the virus scanner has found it clean."""
        return self.cleared_at is None and bool(settings.CLAMAV_URL)


class AccessRecordQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The whole log, for whoever may read it; nobody else's page shows any of it."""
        return self if user.has_perm("prevent_portal.view_accessrecord") else self.none()

    def about(self, reference):
        """What concerns one thing, and what belongs to it: what was refused as well."""
        return self.filter(Q(reference=reference) | Q(reference__startswith=f"{reference} "))


class AccessRecord(models.Model):
    """One thing somebody opened, listed, changed, downloaded or was refused. Written once."""

    class Verb(models.TextChoices):
        OPENED = "opened", "Opened"
        LISTED = "listed", "Listed"
        SEARCHED = "searched", "Searched"
        CHANGED = "changed", "Changed"
        TRIED = "tried", "Tried to change"
        DOWNLOADED = "downloaded", "Downloaded"
        PRINTED = "printed", "Printed"
        EXPORTED = "exported", "Exported"
        GRANTED = "granted", "Gave a seat"
        REVOKED = "revoked", "Ended a seat"
        CONFLICT = "conflict", "Declared a conflict"
        BROKE_GLASS = "broke_glass", "Used emergency access"
        REFUSED = "refused", "Was refused"
        SIGNED_IN = "signed_in", "Signed in"
        SIGN_IN_FAILED = "sign_in_failed", "Failed to sign in"
        SIGNED_OUT = "signed_out", "Signed out"
        LOCKED = "locked", "Locked the screen"
        FAILED = "failed", "Met an error"

    at = models.DateTimeField(db_default=Now(), editable=False)
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.DO_NOTHING, related_name="+"
    )
    verb = models.CharField(max_length=16, choices=Verb)
    page = models.CharField(max_length=120)
    reference = models.CharField(max_length=120, blank=True)
    status = models.PositiveSmallIntegerField()
    address = models.GenericIPAddressField(null=True, blank=True)
    reason = models.CharField(
        max_length=120,
        blank=True,
        db_default="",
        help_text="Chosen from a list, where one was asked",
    )

    objects = AccessRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        indexes = [
            BrinIndex(fields=["at"], name="portal_access_by_time"),
            models.Index(fields=["user", "-at"], name="portal_access_by_user"),
            models.Index(fields=["reference", "-at"], name="portal_access_by_reference"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="access_record_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"{self.get_verb_display()} {self.reference or self.page}"


class LogSeal(models.Model):
    """A finished period of the access log, sealed: what `seals` compares the log with. Written once."""

    number = models.PositiveIntegerField(primary_key=True)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    rows = models.PositiveIntegerField()
    leaves = models.BinaryField(help_text="The key and the fingerprint of each row")
    root = models.CharField(max_length=64, help_text="SHA-256, over the root before it as well")
    proof = models.CharField(max_length=64, help_text="HMAC of the root, by the machine's key")
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["number"]
        default_permissions = ()
        triggers = [
            pgtrigger.Protect(name="log_seal_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"Seal {self.number}"


class Outbox(models.Model):
    """Work promised in the same transaction as its reason, done once by some worker."""

    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    claim = models.UUIDField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    gave_up_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        verbose_name_plural = "outbox"
        indexes = [
            models.Index(
                fields=["leased_until"],
                condition=Q(done_at__isnull=True, gave_up_at__isnull=True),
                name="portal_outbox_undone",
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"


class ChasingRuleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All, for who sets them."""
        return self if user.has_perm("prevent_portal.set_chasing") else self.none()


class ChasingRule(models.Model):
    """From a day: how long before it is due work is announced, and when its lateness goes higher."""

    from_on = models.DateField()
    due_within_days = models.PositiveSmallIntegerField()
    escalate_after_days = models.PositiveSmallIntegerField()
    set_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    set_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ChasingRuleQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-pk"]
        default_permissions = ()
        triggers = [
            pgtrigger.Protect(
                name="chasing_rule_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"From {self.from_on}"


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; who oversees the chasing sees everybody's."""
        return self if user.has_perm("prevent_portal.view_notice") else self.filter(to=user.pk)


class Notice(models.Model):
    """The one message of a day to one person: how much is due and late, and where; never what."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        MISSED = "missed", "Not sent on its day"
        FAILED = "failed", "Failed"

    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notices")
    on = models.DateField()
    late_count = models.PositiveIntegerField(default=0)
    due_count = models.PositiveIntegerField(default=0)
    escalated_count = models.PositiveIntegerField(default=0)
    references = models.JSONField(default=dict, help_text="Addresses of pages, by kind")
    due_within_days = models.PositiveSmallIntegerField()
    escalate_after_days = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    settled_at = models.DateTimeField(null=True, blank=True)
    because = models.TextField(blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["to", "on"],
                name="portal_notice_one_a_day",
                violation_error_message="This person has had their message of the day.",
            )
        ]
        indexes = [models.Index(fields=["-on", "-id"], name="portal_notice_newest_first")]

    def __str__(self):
        return f"Message {self.pk}"


class Change(models.Model):
    """Statements changed something that figures are counted from: written by the tables' triggers.

    What `times` adds up to only ever grows, so that it says which state of the tables one sees.
    """

    area = models.CharField(max_length=20)
    times = models.BigIntegerField(db_default=1)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["area"], include=["times"], name="portal_change_area")]

    def __str__(self):
        return f"{self.area}: {self.times}"


class KeptAnswer(models.Model):
    """What a statement that counts gave in one state of the tables it was counted from."""

    key = models.CharField(max_length=64, primary_key=True)
    area = models.CharField(max_length=20)
    changes = models.BigIntegerField(help_text="How many changes there had been")
    rows = models.JSONField()
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.key
