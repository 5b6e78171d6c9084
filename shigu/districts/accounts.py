"""How accounts are made and signed in to: by administrators or the district's sign-on, never by
strangers; each write in the scope of the person whose account it is."""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from shigu.districts.scope import acting_as, derived_key


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
    """Accounts of the sign-on: known there, but without a seat until one is given here."""

    def is_open_for_signup(
        self,
        request: HttpRequest,  # noqa: ARG002
        sociallogin: SocialLogin,  # noqa: ARG002
    ) -> bool:
        return True


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: kept encrypted, so that the database alone opens nothing."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derived_key("second-factor")))
