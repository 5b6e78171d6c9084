"""Settings: one's account and seats, the people of a district, grants, access, tokens, history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings as installation
from django.contrib import messages
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shigu.districts import actions, queries
from shigu.districts.actors import Actor
from shigu.districts.filters import ReadingFilter
from shigu.districts.forms import (
    AccessForm,
    AccountForm,
    GrantForm,
    NewPersonForm,
    ReasonForm,
    SeatForm,
    TokenForm,
)
from shigu.districts.models import ApiToken, District, Grant, Membership, StaffAccess, User
from shigu.districts.policies import Refused, may_tend, may_write_somewhere
from shigu.districts.tables import ReadingTable
from shigu.districts.vocabulary import WRITES, DataClass, Role
from shigu.face.listing import ListingView
from shigu.face.pieces import Empty, Tab

UNPROCESSABLE = 422


class SignedIn(HttpRequest):
    """A request behind the door: it has a person and what the person may do."""

    actor: Actor
    user: User


@dataclass(frozen=True, slots=True)
class Power:
    """What one seat opens in one class of data."""

    reads: bool
    writes: bool


def _tabs(request: SignedIn) -> tuple[Tab, ...]:
    pages = (
        ("districts:settings", _("我的账号")),
        ("districts:people", _("本区人员")),
        ("districts:grants", _("数据授权")),
        ("districts:access", _("运维访问")),
        ("districts:readings", _("查阅记录")),
        ("districts:tokens", _("接口令牌")),
        ("districts:history", _("历史")),
    )
    return tuple(
        Tab(label, reverse(name), current=request.path == reverse(name)) for name, label in pages
    )


def _page(request: SignedIn, name: str, words: dict[str, Any], *, form: Form | None = None) -> Any:
    status = UNPROCESSABLE if form is not None and form.is_bound and not form.is_valid() else 200
    words |= {"tabs_row": _tabs(request), "form": form}
    return render(request, f"districts/{name}.html", words, status=status)


def _done(form: Form, act: Callable[[], Any]) -> Any:
    """What the action gave; a refusal becomes an error of the form."""
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            return act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _own(actor: Actor) -> Any:
    """Districts whose people the actor may read."""
    ids = actor.readable.get(DataClass.PEOPLE, frozenset())
    return District.objects.filter(pk__in=ids)


def _initial_link(request: HttpRequest, user: User) -> str:
    """The address where ``user`` sets a password, once, within the days of the settings."""
    address = reverse(
        "account_reset_password_from_key",
        args=[user_pk_to_url_str(user), default_token_generator.make_token(user)],
    )
    return request.build_absolute_uri(address)


def settings(request: SignedIn) -> HttpResponse:
    """One's account, one's seats and what each of them opens."""
    user = request.user
    form = AccountForm(
        request.POST or None, initial={"full_name": user.full_name, "email": user.email}
    )
    if form.is_bound and _done(
        form, lambda: actions.change_account(request.actor, user, **form.cleaned_data)
    ):
        messages.success(request, _("已保存。"))
        return redirect("districts:settings")
    seats = list(queries.seats_of(user))
    words = {
        "seats": seats,
        "matrix": [
            (label, [Power(reads=True, writes=data_class in WRITES[Role(s.role)]) for s in seats])
            for data_class, label in ((each, each.label) for each in DataClass)
        ],
        "received": queries.grants_in_force(request.actor).filter(
            grantee__in=[seat.district for seat in seats]
        ),
        "events": queries.account_history(user),
        "sign_on": bool(installation.SOCIALACCOUNT_PROVIDERS),
    }
    return cast("HttpResponse", _page(request, "settings", words, form=form))


def people(request: SignedIn) -> HttpResponse:
    """Who sits where in one's districts."""
    districts = _own(request.actor)
    may = may_write_somewhere(request.actor, DataClass.PEOPLE)
    words = {"seats": queries.seats_in(districts), "may": may, "today": timezone.localdate()}
    return cast("HttpResponse", _page(request, "people", words))


@never_cache
def new_person(request: SignedIn) -> HttpResponse:
    """An account with its first seat; the initial link is shown this once."""
    may_write_somewhere(request.actor, DataClass.PEOPLE).require()
    form = NewPersonForm(queries.administered(request.actor), request.POST or None)
    seat = _done(form, lambda: _enrol(request.actor, form.cleaned_data)) if form.is_bound else None
    if seat is None:
        return cast("HttpResponse", _page(request, "new_person", {}, form=form))
    words = {"person": seat.user, "link": _initial_link(request, seat.user)}
    return cast("HttpResponse", _page(request, "link", words))


def _enrol(actor: Actor, told: dict[str, Any]) -> Membership:
    user = actions.create_account(
        actor,
        told["username"],
        full_name=told["full_name"],
        email=told["email"],
        reason=told["reason"],
    )
    return _seat(actor, user, told)


def _seat(actor: Actor, user: User, told: dict[str, Any]) -> Membership:
    return actions.give_seat(
        actor,
        user,
        told["district"],
        Role(told["role"]),
        valid_from=told["valid_from"],
        valid_to=told["valid_to"],
        reason=told["reason"],
    )


def new_seat(request: SignedIn) -> HttpResponse:
    """A seat for somebody who has an account."""
    may_write_somewhere(request.actor, DataClass.PEOPLE).require()
    initial = {"username": request.GET.get("username", "")}
    form = SeatForm(queries.administered(request.actor), request.POST or None, initial=initial)
    if form.is_bound and _done(form, lambda: _seat_by_name(request.actor, form.cleaned_data)):
        messages.success(request, _("席位已给予。"))
        return redirect("districts:people")
    return cast("HttpResponse", _page(request, "new_seat", {}, form=form))


def _seat_by_name(actor: Actor, told: dict[str, Any]) -> Membership:
    user = User.objects.filter(username__iexact=told["username"], is_active=True).first()
    if user is None:
        raise Refused(_("没有登录名为 %s 的可用账号；请新建账号。") % told["username"])
    return _seat(actor, user, told)


def person(request: SignedIn, pk: int) -> HttpResponse:
    """One person of one's districts: seats, and what an administrator may do."""
    seats = queries.seats_in(_own(request.actor)).filter(user=pk)
    first = get_object_or_404(seats[:1])
    words = {
        "person": first.user,
        "seats": seats,
        "may": may_write_somewhere(request.actor, DataClass.PEOPLE),
        "tend": may_tend(request.actor, first.user),
        "today": timezone.localdate(),
        "events": queries.account_history(first.user),
    }
    return cast("HttpResponse", _page(request, "person", words))


def _reason(request: HttpRequest) -> str:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        raise Refused(_("请写明事由；它会留在历史里。"))
    return str(form.cleaned_data["reason"])


def _person_of(request: SignedIn, pk: int) -> User:
    seats = queries.seats_in(_own(request.actor)).filter(user=pk)
    return get_object_or_404(seats[:1]).user


@require_POST
def end_seat(request: SignedIn, pk: UUID) -> HttpResponse:
    """End a seat today."""
    seat = get_object_or_404(Membership.objects.visible_to(request.actor), pk=pk)
    actions.end_seat(request.actor, seat, on=timezone.localdate(), reason=_reason(request))
    messages.success(request, _("席位已结束，从现在起不再生效。"))
    return redirect("districts:people")


@never_cache
@require_POST
def new_link(request: SignedIn, pk: int) -> HttpResponse:
    """Forget the password and show a new initial link this once."""
    user = _person_of(request, pk)
    actions.forget_password(request.actor, user, reason=_reason(request))
    words = {"person": user, "link": _initial_link(request, user)}
    return cast("HttpResponse", _page(request, "link", words))


@require_POST
def close_account(request: SignedIn, pk: int) -> HttpResponse:
    """Close the account of one of one's people."""
    user = _person_of(request, pk)
    actions.close_account(request.actor, user, reason=_reason(request))
    messages.success(request, _("账号已停用。"))
    return redirect("districts:person", pk)


@require_POST
def reopen_account(request: SignedIn, pk: int) -> HttpResponse:
    """Open it again."""
    user = _person_of(request, pk)
    actions.reopen_account(request.actor, user, reason=_reason(request))
    messages.success(request, _("账号已恢复。"))
    return redirect("districts:person", pk)


def grants(request: SignedIn) -> HttpResponse:
    """What one's districts let others read, and what others let them read."""
    own = _own(request.actor)
    may = may_write_somewhere(request.actor, DataClass.PEOPLE)
    form = GrantForm(
        queries.administered(request.actor), District.objects.all(), request.POST or None
    )
    if form.is_bound and _done(form, lambda: _granted(request.actor, form.cleaned_data)):
        messages.success(request, _("已授权；对方从生效日起可读。"))
        return redirect("districts:grants")
    visible = Grant.objects.visible_to(request.actor).select_related("district", "grantee")
    words = {
        "given": visible.filter(district__in=own),
        "received": visible.filter(grantee__in=own),
        "may": may,
        "today": timezone.localdate(),
    }
    return cast("HttpResponse", _page(request, "grants", words, form=form))


def _granted(actor: Actor, told: dict[str, Any]) -> Grant:
    return actions.grant(
        actor,
        told["district"],
        told["grantee"],
        DataClass(told["data_class"]),
        valid_from=told["valid_from"],
        valid_to=told["valid_to"],
        agreement=told["agreement"],
        reason=told["agreement"],
    )


@require_POST
def revoke_grant(request: SignedIn, pk: UUID) -> HttpResponse:
    """Take a grant back."""
    given = get_object_or_404(Grant.objects.visible_to(request.actor), pk=pk)
    actions.revoke_grant(request.actor, given, reason=_reason(request))
    messages.success(request, _("授权已撤销，对方从下一次打开页面起看不到。"))
    return redirect("districts:grants")


def access(request: SignedIn) -> HttpResponse:
    """Timed access of engineers: the district's log; an engineer opens one here."""
    form = AccessForm(District.objects.all(), request.POST or None)
    if request.user.is_staff and form.is_bound:
        opened = _done(form, lambda: _opened(request, form.cleaned_data))
        if opened:
            messages.success(request, _("已开启；该区管理员看得到时间与事由。"))
            return redirect("districts:access")
    log = StaffAccess.objects.visible_to(request.actor).select_related("user", "district")
    words = {"log": log[: queries.SHOWN], "now": timezone.now()}
    return cast("HttpResponse", _page(request, "access", words, form=form))


class ReadingList(ListingView):
    """What others read of one's districts, by grants and by timed access of engineers."""

    template_name = "districts/readings.html"
    title = gettext_lazy("查阅记录")
    table_class = ReadingTable
    filterset_class = ReadingFilter
    export_name = "readings"
    hidden_columns = ("key",)
    empty = Empty(
        gettext_lazy("没有人查阅过"),
        gettext_lazy("他区凭授权、运维人员凭限时访问读到本区数据时，这里各记一条；读自己的不记。"),
    )
    request: SignedIn

    def get_queryset(self) -> Any:
        return queries.readings(self.request.actor).order_by("-read_at", "id")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(tabs_row=_tabs(self.request), **kwargs)


def _opened(request: SignedIn, told: dict[str, Any]) -> StaffAccess:
    return actions.open_staff_access(
        request.actor, request.user, told["district"], hours=told["hours"], reason=told["reason"]
    )


@require_POST
def close_access(request: SignedIn, pk: UUID) -> HttpResponse:
    """End a timed access before its time."""
    opened = get_object_or_404(StaffAccess.objects.visible_to(request.actor), pk=pk)
    actions.close_staff_access(request.actor, opened, reason=request.POST.get("reason", ""))
    messages.success(request, _("已关闭。"))
    return redirect("districts:access")


@never_cache
def tokens(request: SignedIn) -> HttpResponse:
    """Tokens for programs; a new secret is shown this once."""
    form = TokenForm(_own(request.actor), request.POST or None)
    made = _done(form, lambda: _token(request, form.cleaned_data)) if form.is_bound else None
    listed = ApiToken.objects.visible_to(request.actor).select_related("user", "district")
    words = {
        "tokens": listed[: queries.SHOWN],
        "now": timezone.now(),
        "secret": made[1] if made else "",
    }
    fresh = TokenForm(_own(request.actor)) if made else form
    return cast("HttpResponse", _page(request, "tokens", words, form=fresh))


def _token(request: SignedIn, told: dict[str, Any]) -> tuple[ApiToken, str]:
    return actions.make_token(request.actor, request.user, **told)


@require_POST
def revoke_token(request: SignedIn, pk: UUID) -> HttpResponse:
    """Take a token back."""
    made = get_object_or_404(ApiToken.objects.visible_to(request.actor), pk=pk)
    actions.revoke_token(request.actor, made, reason=request.POST.get("reason", ""))
    messages.success(request, _("令牌已撤销。"))
    return redirect("districts:tokens")


def history(request: SignedIn) -> HttpResponse:
    """What happened to the people and permissions of one's districts."""
    words = {"events": queries.people_history(_own(request.actor))}
    return cast("HttpResponse", _page(request, "history", words))
