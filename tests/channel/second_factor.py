"""Sessions that used a second factor, and people who have one."""

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from prevent_portal.acting import acting_for

#: Of every authenticator that tests set up.
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - a made-up one
#: A moment that comes after every test, so that no session goes stale while a test moves the clock.
NEVER_STALE = 4_102_444_800  # 1 January 2100, in seconds


def use_factor(client, user, *, at=NEVER_STALE):
    """Let a signed-in client's session have used a second factor at a moment, in seconds."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": at, "type": "totp"}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def set_up(user):
    """Give somebody an authenticator app, as if they had done so before."""
    with acting_for(user):
        return TOTP.activate(user, SECRET).instance


def code(seconds):
    """The code that the app shows at a moment, in seconds."""
    return format_hotp_value(hotp_value(SECRET, int(seconds) // 30))
