"""How accounts are signed in to: with a password or by the district's sign-on. Administrators make
them, nobody else; each write in the scope of the person whose account it is."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from cryptography.fernet import Fernet
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shigu.districts.models import User
from shigu.districts.scope import acting_as, derived_key
from shigu.face.pieces import Words

FORBIDDEN = 403


class AccountAdapter(DefaultAccountAdapter):
    """Local accounts: no sign-up from outside."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("这个账号已停用；请找本区县管理员恢复。"),
        "username_password_mismatch": _("登录名或密码不对。"),
        "too_many_login_attempts": _(
            "密码连续输错太多次，这个账号已暂停登录。请 5 分钟后再试，或请本区县管理员重设密码。"
        ),
        "incorrect_password": _("密码不对。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth calls it
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        with acting_as(user.pk, str(user)):
            super().login(request, user)

    def post_login(
        self, request: HttpRequest, user: AbstractBaseUser, **given: Any
    ) -> HttpResponse:
        with acting_as(user.pk, str(user)):
            return super().post_login(request, user, **given)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        user.set_password(password)
        with acting_as(user.pk, str(user)):
            user.save(update_fields=["password"])

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return reverse("districts:settings")


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """The sign-on vouches for people who have an account here, and makes none."""

    def is_open_for_signup(
        self,
        request: HttpRequest,  # noqa: ARG002
        sociallogin: SocialLogin,  # noqa: ARG002
    ) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find whom the sign-on means: by its subject, the first time by a verified e-mail.

        Raises:
            ImmediateHttpResponse: nobody here, told with the reason; nothing was made.
        """
        data = sociallogin.account.extra_data
        if not _of_one_subject(data):
            _refuse(request, _("它的两次答复说的不是同一个人。"))
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        found = _meant(request, sociallogin)
        sociallogin.user = sociallogin.account.user = found
        if found.is_active:
            sociallogin.account.save()


def _of_one_subject(data: Mapping[str, Any]) -> bool:
    """Whether identity and user info are of one subject (OpenID Connect Core 1.0, 5.3.2)."""
    subjects = {data[part]["sub"] for part in ("id_token", "userinfo") if part in data}
    return len(subjects) == 1


def _meant(request: HttpRequest, sociallogin: SocialLogin) -> User:
    verified = [each.email for each in sociallogin.email_addresses if each.verified]
    if not verified:
        _refuse(request, _("它没有给出经过验证的邮箱。"))
    found = list(User.objects.filter(email__iexact=verified[0])[:2])
    if len(found) > 1:
        _refuse(request, _("这里有两个账号写着邮箱 %s。") % verified[0])
    if not found:
        _refuse(request, _("这里没有邮箱为 %s 的账号。") % verified[0])
    return found[0]


def _refuse(request: HttpRequest, why: Words) -> NoReturn:
    page = render(request, "socialaccount/unknown.html", {"why": why}, status=FORBIDDEN)
    raise ImmediateHttpResponse(page)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: kept encrypted, so that the database alone opens nothing."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derived_key("second-factor")))
