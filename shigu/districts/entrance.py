"""The addresses of signing in and of one's own account: those of allauth that we use, no more."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.account import views as account
from allauth.account.internal.stagekit import get_pending_stage
from allauth.mfa.base import views as factor
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as sign_on
from allauth.usersessions import views as sessions
from django.http import HttpRequest, HttpResponseBase
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from shigu.districts.scope import acting_as, acting_as_system

View = Callable[..., HttpResponseBase]


def in_own_scope(view: View) -> View:
    """Answer the second factor in the scope of whoever gave the password just before."""

    @wraps(view)
    def within(request: HttpRequest) -> HttpResponseBase:
        stage = get_pending_stage(request)
        user = stage.login.user if stage else None
        if user is None:
            return view(request)
        with acting_as(user.pk, str(user)):
            return view(request)

    return within


def by_system(view: View) -> View:
    """Let the sign-on find the account that it vouches for, and keep that it is the same."""

    @wraps(view)
    def within(request: HttpRequest, provider_id: str) -> HttpResponseBase:
        with acting_as_system():
            return view(request, provider_id)

    return within


urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("email/", RedirectView.as_view(pattern_name="districts:settings"), name="account_email"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", factor.index, name="mfa_index"),
    path("2fa/authenticate/", in_own_scope(factor.authenticate), name="mfa_authenticate"),
    path("2fa/reauthenticate/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/", include("allauth.mfa.totp.urls")),
    path("2fa/recovery-codes/", include("allauth.mfa.recovery_codes.urls")),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("sign-on/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("sign-on/error/", social.login_error, name="socialaccount_login_error"),
    path("sign-on/", social.connections, name="socialaccount_connections"),
    path("oidc/<str:provider_id>/login/", sign_on.login, name="openid_connect_login"),
    path(
        "oidc/<str:provider_id>/login/callback/",
        by_system(sign_on.callback),
        name="openid_connect_callback",
    ),
]
