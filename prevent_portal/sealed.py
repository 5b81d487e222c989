"""What identifies or describes a person, sealed: the database, its dumps and its histories hold ciphertext.

Each case has a data key of its own, which seals its fields (AES-256-GCM). The data key is kept in the
database wrapped by a master key, which is not: it is a secret of the machine, in versions, so that keys
can be wrapped anew while the portal runs. Destroying a case's key destroys every copy of what it sealed.

A field knows its key by its row: `row.key_holder()`, or else `row.case`, has `data_key()` (32 bytes, or
None once destroyed) and `sealed_as`, a name that binds what is sealed to its holder.
"""

import datetime
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import FieldError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.query_utils import DeferredAttribute

_NONCE = 12  # bytes, anew for everything that is sealed

#: What a page shows in place of words whose key was destroyed.
DESTROYED = "(destroyed)"


class Unsealable(Exception):  # noqa: N818 - it names what the bytes are
    """The bytes were altered, moved from another row, or sealed by another key."""


def new_data_key():
    """A data key: 32 random bytes."""
    return AESGCM.generate_key(256)


def wrap(data_key, name):
    """A data key as the database may hold it: the master key's version, and the wrapped bytes."""
    version = max(settings.CASE_MASTER_KEYS)
    return version, seal(data_key, settings.CASE_MASTER_KEYS[version], f"key:{name}")


def unwrap(wrapped, version, name):
    """The data key that `wrap` wrapped; raises Unsealable, also for an unknown version."""
    try:
        master = settings.CASE_MASTER_KEYS[version]
    except KeyError:
        raise Unsealable(f"Master key {version} is not on this machine") from None
    return unseal(wrapped, master, f"key:{name}")


def seal(content, key, about):
    """Bytes that only the key opens, and only as what they are said to be about."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, about.encode())


def unseal(sealed, key, about):
    """The content of what `seal` sealed; raises Unsealable."""
    sealed = bytes(sealed)
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], about.encode())
    except (InvalidTag, ValueError):
        raise Unsealable(f"What is sealed as {about} cannot be opened") from None


class Sealed(bytes):
    """A value as it came from the database, not opened yet."""

    __slots__ = ()


class _Opening(DeferredAttribute):
    """Opens a sealed value when somebody first looks at it."""

    def __get__(self, instance, cls=None):
        if instance is None:
            return self
        name = self.field.attname
        value = instance.__dict__[name] if name in instance.__dict__ else super().__get__(instance)
        if isinstance(value, Sealed):
            value = instance.__dict__[name] = self.field.opened(value, instance)
        return value

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value


class _Sealing:
    """A field that the database holds only sealed. No query can look into it."""

    descriptor_class = _Opening
    #: What stands in place of what nobody can open any more.
    destroyed = None

    def get_internal_type(self):
        """Bytes, as far as PostgreSQL knows."""
        return "BinaryField"

    def from_db_value(self, value, expression, connection):
        """Leave it sealed until somebody looks."""
        return None if value is None else Sealed(value)

    def get_lookup(self, name):
        """Refuse every question about sealed content but whether there is any."""
        if name != "isnull":
            raise FieldError(f"{self.name} is sealed: the database cannot look into it")
        return super().get_lookup(name)

    def get_db_prep_value(self, value, connection, prepared=False):
        """Sealed bytes alone: nothing plain reaches the database, whatever writes it."""
        if value is None:
            return None
        if not isinstance(value, Sealed):
            raise TypeError(f"{self.name} is sealed: save the row, so that it is written sealed")
        return connection.Database.Binary(value)

    def get_prep_value(self, value):
        """As it is; `get_db_prep_value` looks at it."""
        return value

    def pre_save(self, instance, add):
        """Seal what was typed; what was never opened goes back as it came."""
        value = instance.__dict__.get(self.attname)
        if value is None or isinstance(value, Sealed):
            return value
        holder = _holder(instance)
        key = holder.data_key()
        if key is None:
            raise Unsealable(f"The key of {holder.sealed_as} was destroyed: nothing can be added")
        return Sealed(seal(self.to_bytes(value), key, self._about(holder)))

    def opened(self, value, instance):
        """What a sealed value says; `destroyed` once its key is gone. Raises Unsealable."""
        holder = _holder(instance)
        key = holder.data_key()
        if key is None:
            return self.destroyed
        return self.from_bytes(unseal(value, key, self._about(holder)))

    def _about(self, holder):
        return f"{holder.sealed_as}:{self.name}"


class SealedText(_Sealing, models.TextField):
    """Words that the database holds only sealed."""

    destroyed = DESTROYED

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators = [*self.validators, MaxLengthValidator(self.max_length)]

    def to_bytes(self, value):
        """What is sealed of the words."""
        return value.encode()

    def from_bytes(self, content):
        """The words."""
        return content.decode()


class SealedDate(_Sealing, models.DateField):
    """A day that the database holds only sealed; None where it is not known."""

    def to_bytes(self, value):
        """Its ISO form."""
        return self.to_python(value).isoformat().encode()

    def from_bytes(self, content):
        """The day of its ISO form."""
        return datetime.date.fromisoformat(content.decode())


class SealedBytes(_Sealing, models.BinaryField):
    """The content of a file, sealed."""

    destroyed = b""

    def to_bytes(self, value):
        """As it is."""
        return bytes(value)

    def from_bytes(self, content):
        """As it was."""
        return content


def _holder(instance):
    return instance.key_holder() if hasattr(instance, "key_holder") else instance.case
