"""Every address of the portal; third-party views are wrapped where they are named."""

from allauth.account import views as account
from django.urls import include, path

from .access import public, signed_in
from .views import about, errors, home

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
    path(
        "password/new/<uidb36>-<key>/",
        public(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/done/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("plans/", include("actions.urls")),
    path("reports/", include("reports.urls")),
]
