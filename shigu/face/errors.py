"""Pages for what went wrong: what, where, and the cure. ``handler400 = "shigu.face.errors.…"``."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from shigu.face.pieces import Words

SAID: dict[int, tuple[Words, Words]] = {
    400: (_("这个请求看不懂"), _("地址或表单不完整。返回上一页，重新填写后再提交。")),
    403: (
        _("您没有这项权限"),
        _("这一页属于另一个区县，或需要另一个角色。请向本区县管理员申请授权。"),
    ),
    404: (
        _("没有这一页"),
        _("记录可能已经合并或删除，或者不在您可见的范围内。用搜索找名称，或从导航重新进入。"),
    ),
    429: (_("请求太频繁"), _("为保护系统，暂停片刻。一分钟后再试；批量取数请用导出。")),
    500: (
        _("系统出错，没有保存"),
        _("错误已记录。请稍后重试；若再次出现，把下面的地址与时间告诉管理员。"),
    ),
}


def shown(request: HttpRequest, status: int, detail: str = "") -> HttpResponse:
    """The error page of ``status``; ``detail`` is a refusal's own reason."""
    title, cure = SAID[status]
    words = {"status": status, "title": title, "cure": cure, "detail": detail}
    return render(request, f"{status}.html", words, status=status)


def _handler(status: int) -> Callable[..., HttpResponse]:
    def handler(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
        return shown(request, status, str(exception or "") if status == 403 else "")

    return handler


bad_request = _handler(400)
permission_denied = _handler(403)
not_found = _handler(404)
too_many_requests = _handler(429)
server_error = _handler(500)
