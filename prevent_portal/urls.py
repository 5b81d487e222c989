"""Every address of the portal; third-party views are wrapped where they are named."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import include, path, re_path

from .access import public, signed_in
from .views import (
    about,
    agencies,
    calendar,
    errors,
    factor,
    home,
    log,
    notices,
    partnership,
    people,
)

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler429 = errors.too_many
handler500 = errors.failed

urlpatterns = [
    path("", home.home, name="home"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("privacy/", about.privacy, name="privacy"),
    path("health/", about.health, name="health"),
    path("sign-in/", public(account.login), name="account_login"),
    path("sign-out/", public(account.logout), name="account_logout"),
    path("sign-in/inactive/", public(account.account_inactive), name="account_inactive"),
    path("sign-in/again/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("password/", signed_in(account.password_change), name="account_change_password"),
    path("password/forgotten/", public(account.password_reset), name="account_reset_password"),
    path(
        "password/forgotten/sent/",
        public(account.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(  # the key holds dashes of its own
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/done/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("sign-in/code/", public(mfa.authenticate), name="mfa_authenticate"),
    path("sign-in/code/again/", signed_in(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("screen/lock/", factor.lock_screen, name="lock_screen"),
    path("second-factor/", signed_in(mfa.index), name="mfa_index"),
    path("second-factor/app/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("second-factor/app/picture.svg", factor.factor_picture, name="factor_picture"),
    path("second-factor/app/remove/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "second-factor/codes/", signed_in(codes.view_recovery_codes), name="mfa_view_recovery_codes"
    ),
    path(
        "second-factor/codes/new/",
        signed_in(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("second-factor/codes/file/", factor.factor_codes, name="factor_codes"),
    path("people/", people.user_list, name="user_list"),
    path("people/add/", people.add_user, name="add_user"),
    path("people/<int:pk>/", people.user_detail, name="user_detail"),
    path("people/<int:pk>/change/", people.change_user, name="change_user"),
    path("people/<int:pk>/deactivate/", people.deactivate_user, name="deactivate_user"),
    path("people/<int:pk>/reactivate/", people.reactivate_user, name="reactivate_user"),
    path("people/<int:pk>/second-factor/", people.reset_factor, name="reset_factor"),
    path("people/<int:pk>/link/", people.invite_user, name="invite_user"),
    path("agencies/", agencies.agency_list, name="agency_list"),
    path("agencies/add/", agencies.add_agency, name="add_agency"),
    path("agencies/<int:pk>/", agencies.agency_detail, name="agency_detail"),
    path("agencies/<int:pk>/change/", agencies.change_agency, name="change_agency"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/address/", calendar.calendar_address, name="calendar_address"),
    path("calendar/address/make/", calendar.make_calendar_address, name="make_calendar_address"),
    path(
        "calendar/address/revoke/", calendar.revoke_calendar_address, name="revoke_calendar_address"
    ),
    path("calendar/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("partnership/", partnership.partnership, name="partnership"),
    path("access-log/", log.access_log, name="access_log"),
    path("", include("actions.urls")),
    path("training/", include("training.urls")),
    path("channel/", include("channel.urls")),
    path("premises/", include("premises.urls")),
    path("messages/", notices.notice_list, name="notice_list"),
    path("messages/export/", notices.export_notices, name="export_notices"),
    path("messages/days/", notices.writing_days, name="writing_days"),
    path("messages/chasing/", notices.chasing, name="chasing"),
    path("reports/", include("reports.urls")),
]
