"""Private addresses: pages for whoever holds one, without signing in. Only a token's hash is kept."""

import hashlib
import secrets
import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .tracked import TrackedQuerySet

#: Random bytes of a token: 256 bits, so that none is ever guessed.
_TOKEN_BYTES = 32


def new_token():
    """A token that nobody guesses, for an address."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def digest_of(token):
    """The SHA-256 of a token in hexadecimal: what is kept of it, and what it is found by."""
    return hashlib.sha256(token.encode()).hexdigest()


def kept_by_nobody(response):
    """The response, which browsers do not keep and search engines do not list."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


class PrivateLinkQuerySet(TrackedQuerySet):
    def in_use(self):
        """Links that were not revoked or put out of use by a newer one."""
        return self.filter(revoked_at__isnull=True)


class PrivateLink(models.Model):
    """A private address that may be sent again: its token is made from the portal's key each time."""

    #: Names the kind of link, so that a token of one kind is never one of another.
    salt = ""

    email = models.EmailField()
    nonce = models.UUIDField(
        unique=True, help_text="From this and the portal's key a token is made"
    )
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_because = models.CharField(max_length=200, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PrivateLinkQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()

    def __str__(self):
        return f"Link {self.pk}"

    @property
    def token(self):
        """What stands in its address: kept nowhere."""
        return salted_hmac(self.salt, self.nonce.hex, algorithm="sha256").hexdigest()

    def draw(self):
        """Give a new link the token that it has from now on."""
        self.nonce = uuid.uuid4()
        self.digest = digest_of(self.token)

    def sending(self, mail):
        """Send the address by `mail(token)`. A generator: what is kept is committed before and after it leaves."""
        token = self.token
        if self.digest != digest_of(token):  # the portal's key has changed since
            self.digest = digest_of(token)
            self.save()
            yield
        mail(token)
        self.sent_at, self.failed_because = timezone.now(), ""
        self.save()

    @classmethod
    @transaction.atomic
    def give_up(cls, key, *, sentence):
        """Say of a link that it could not be sent."""
        link = cls.objects.select_for_update(of=("self",)).get(pk=key)
        link.failed_because = sentence[:200]
        link.save()
