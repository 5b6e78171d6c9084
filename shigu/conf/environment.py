"""The settings of an installation, read from variables ``SHIGU_…`` and the file ``.env``."""

from __future__ import annotations

import secrets
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

KEY_FILE = "secret_key"


class Environment(BaseSettings):
    """One variable a field; documented in ``docs/reference/settings.md``."""

    model_config = SettingsConfigDict(env_prefix="SHIGU_", env_file=".env", extra="ignore")

    home: Path = Field(
        default=Path.home() / ".local" / "share" / "shigu",
        description="数据目录：内置数据库、密钥、上传文件 · data directory",
    )
    registry: Path | None = Field(
        default=None,
        description="登记册目录；留空为数据目录下的 registry · folder of the large registry",
    )
    database_url: str = Field(
        default="",
        description="应用角色的 PostgreSQL 地址；留空用内置数据库 · empty = embedded PostgreSQL",
    )
    owner_url: str = Field(
        default="", description="属主角色的地址，仅迁移时用 · owner role, only to migrate"
    )
    secret_key: str = Field(
        default="", description="签名密钥；内置数据库时自动生成 · signing key, 50+ characters"
    )
    hosts: str = Field(
        default="127.0.0.1,localhost", description="允许的主机名，逗号分隔 · served host names"
    )
    https: bool = Field(default=False, description="经 HTTPS 提供服务 · served over HTTPS")
    tile_url: str = Field(
        default="", description="底图瓦片地址模板；留空不用底图 · raster tiles, empty = none"
    )
    demo: bool = Field(default=False, description="登录页显示示例账号 · show demo accounts")
    oidc_server: str = Field(default="", description="OIDC 发现地址 · OIDC server")
    oidc_client: str = Field(default="", description="OIDC 客户端编号 · OIDC client id")
    oidc_secret: str = Field(default="", description="OIDC 客户端密钥 · OIDC client secret")
    email_host: str = Field(default="", description="SMTP 主机；留空打印到日志 · SMTP host")
    email_port: int = Field(default=25, ge=1, le=65535, description="SMTP 端口 · SMTP port")
    email_user: str = Field(default="", description="SMTP 用户名 · SMTP user")
    email_password: str = Field(default="", description="SMTP 密码 · SMTP password")
    email_security: Literal["none", "starttls", "ssl"] = Field(
        default="none", description="SMTP 加密 · encryption of SMTP"
    )
    email_from: str = Field(default="shigu@localhost", description="发件地址 · sender of mail")
    site_url: str = Field(
        default="", description="本站地址，写进邮件与群消息的链接 · where links in mail lead"
    )
    private_webhooks: bool = Field(
        default=False, description="群机器人可在内网地址 · webhooks may be at private addresses"
    )
    private_sources: bool = Field(
        default=False, description="可从内网地址抓取网页 · pages may come from private addresses"
    )
    second_opinion_url: str = Field(
        default="",
        description="第二读者：OpenAI 兼容接口的根地址，如 http://127.0.0.1:8080/v1；留空不用"
        " · base of an OpenAI-compatible endpoint, empty = off",
    )
    second_opinion_model: str = Field(
        default="", description="第二读者的模型名；留空不用 · name of its model, empty = off"
    )
    second_opinion_key: str = Field(
        default="", repr=False, description="第二读者的密钥；不需要就留空 · its key, if it has one"
    )
    api_per_minute: int = Field(
        default=600, ge=1, description="每个令牌每分钟请求数 · requests a minute and token"
    )
    reservation_days: int = Field(
        default=90, ge=1, description="预留最长天数，延期一次再加同样多 · days a reservation lasts"
    )
    upload_mb: int = Field(default=64, ge=1, description="上传文件上限（MB） · largest upload")

    @property
    def embedded(self) -> bool:
        return not self.database_url

    def signing_key(self) -> str:
        """The key that signs sessions and scopes; made and kept on first use when embedded.

        Raises:
            SystemExit: a server is configured and no key is.
        """
        if self.secret_key:
            return self.secret_key
        if not self.embedded:
            raise SystemExit(
                "SHIGU_SECRET_KEY 未设置：用自备数据库时必须给出 50 位以上的随机密钥。"
                " / Set SHIGU_SECRET_KEY to 50 or more random characters."
            )
        return _kept(self.home / KEY_FILE)


def _kept(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        return path.read_text(encoding="ascii")
    return path.read_text(encoding="ascii")


@cache
def environment() -> Environment:
    """The environment of this process, read once."""
    return Environment()
