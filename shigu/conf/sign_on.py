"""The district's sign-on by OpenID Connect, as allauth wants to be told of it."""

from __future__ import annotations

from typing import Any

from shigu.conf.environment import Environment

PROVIDER = "oidc"


def sign_on(known: Environment) -> dict[str, Any]:
    """``SOCIALACCOUNT_PROVIDERS``: one provider where the environment names its server, else none.

    The code is bound to the browser that asked for it by PKCE (RFC 7636).
    """
    if not known.oidc_server:
        return {}
    app = {
        "provider_id": PROVIDER,
        "name": "统一身份认证",
        "client_id": known.oidc_client,
        "secret": known.oidc_secret,
        "settings": {"server_url": known.oidc_server, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}
