"""Two-factor login: set up by oneself, asked for from then on, never twice the same code."""

import re

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests import factories
from tests.accounts.test_app import START, code_at
from tests.desk.pages import messages_of
from timeline.accounts import two_factor

pytestmark = pytest.mark.django_db
LOGIN, CODE = "/admin/login/", "/admin/login/code/"
ACCOUNT, SET_UP = "/admin/account/", "/admin/account/two-factor/"
OFF, RECOVERY = "/admin/account/two-factor/off/", "/admin/account/recovery-codes/"


class Clock:
    def __init__(self, monkeypatch):
        self.now = START
        monkeypatch.setattr("time.time", lambda: self.now)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


def key_on(page):
    return re.search(r'<code class="desk-key">([A-Z2-7 ]+)</code>', page.content.decode())[1]


@pytest.fixture
def secured(cora, cora_client, clock):
    """Cora’s key and recovery codes, after she has set it up at START."""
    key = key_on(cora_client.get(SET_UP))
    page = cora_client.post(SET_UP, {"code": code_at(key, clock.now)})
    clock.now += 60
    return key, page.context["codes"]


def password_given(name="cora", path=LOGIN, **data):
    client = Client()
    given = {"username": name, "password": factories.PASSWORD} | data
    return client, client.post(path, given)


def signed_in(client):
    return client.get("/admin/").status_code == 200


# -- setting up -----------------------------------------------------------------------------------


def test_set_up_by_scanning_or_typing(cora, cora_client, clock):
    page = cora_client.get(SET_UP)
    html = page.content.decode()
    assert '<svg width="' in html
    assert "QR code of the key" in html
    assert " style=" not in html
    assert "no-store" in page["Cache-Control"]
    key = key_on(page)
    assert re.fullmatch(r"([A-Z2-7]{4} ){7}[A-Z2-7]{4}", key)
    assert key_on(cora_client.get(SET_UP)) == key  # loaded again, the same
    done = cora_client.post(
        SET_UP, {"code": f" {code_at(key, clock.now)[:3]} {code_at(key, clock.now)[3:]} "}
    )
    codes = done.context["codes"]
    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", code) for code in codes)
    assert "no-store" in done["Cache-Control"]
    assert two_factor.is_on(cora)
    assert signed_in(cora_client)
    account = cora_client.get(ACCOUNT)
    assert (account.context["on"], account.context["left"]) == (True, 10)
    assert codes[0] not in account.content.decode()


def test_the_qr_code_holds_the_key(cora):
    device = TOTPDevice(user=cora, key="00" * 20)
    assert device.config_url == (
        "otpauth://totp/Aftermath%20desk%3Acora?secret=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        "&algorithm=SHA1&digits=6&period=30&issuer=Aftermath%20desk"
    )
    svg = two_factor.qr_code(cora, "00" * 20)
    assert svg.startswith("<svg")
    assert "style" not in svg


@pytest.mark.parametrize(
    "code", ["", "000000", "12345", "banana", "٣٣٣٣٣٣", "1" * 5000, "-1", "1_0000"]
)
def test_a_wrong_first_code_turns_nothing_on(cora, cora_client, clock, code):
    key = key_on(cora_client.get(SET_UP))
    page = cora_client.post(SET_UP, {"code": code})
    assert page.status_code == 200
    assert page.context["form"].errors["code"]
    assert key_on(page) == key
    assert not TOTPDevice.objects.exists()


def test_other_sessions_end(cora, cora_client, clock):
    other = factories.client_of(cora)
    somebody = factories.client_of(factories.editor())
    key = key_on(cora_client.get(SET_UP))
    cora_client.post(SET_UP, {"code": code_at(key, clock.now)})
    assert (signed_in(cora_client), signed_in(other), signed_in(somebody)) == (True, False, True)


def test_nothing_readable_is_stored_of_recovery_codes(secured):
    _, codes = secured
    stored = set(StaticToken.objects.values_list("token", flat=True))
    assert len(stored) == 10
    assert not stored & {code.replace("-", "") for code in codes}


# -- signing in -----------------------------------------------------------------------------------


def test_without_a_second_factor_the_password_signs_in(cora):
    client, response = password_given(path=f"{LOGIN}?next=/admin/curation/event/")
    assert (response.status_code, response.url) == (302, "/admin/curation/event/")
    assert signed_in(client)


def test_the_code_is_asked_for(secured, clock):
    key, _ = secured
    client, response = password_given(path=f"{LOGIN}?next=/admin/curation/event/")
    assert (response.status_code, response.url) == (302, CODE)
    assert not signed_in(client)
    response = client.post(CODE, {"code": code_at(key, clock.now)})
    assert (response.status_code, response.url) == (302, "/admin/curation/event/")
    assert signed_in(client)


def test_a_code_is_good_once(secured, clock):
    key, _ = secured
    code = code_at(key, clock.now)
    first, _ = password_given()
    first.post(CODE, {"code": code})
    second, _ = password_given()
    page = second.post(CODE, {"code": code})
    assert page.context["form"].errors["code"][0].startswith("This code is not right, or was used")
    assert not signed_in(second)


def test_the_code_of_setting_up_is_used_up_too(cora, cora_client, clock):
    key = key_on(cora_client.get(SET_UP))
    code = code_at(key, clock.now)
    cora_client.post(SET_UP, {"code": code})
    client, _ = password_given()
    client.post(CODE, {"code": code})
    assert not signed_in(client)


def test_a_recovery_code_is_good_once(secured):
    _, codes = secured
    client, _ = password_given()
    client.post(CODE, {"code": codes[3].upper().replace("-", " ")})
    assert signed_in(client)
    again, _ = password_given()
    again.post(CODE, {"code": codes[3]})
    assert not signed_in(again)
    assert StaticToken.objects.count() == 9


def test_guessing_is_slowed_down_and_ends(secured, clock):
    key, _ = secured
    client, _ = password_given()
    assert "not right" in client.post(CODE, {"code": "000000"}).context["form"].errors["code"][0]
    page = client.post(CODE, {"code": code_at(key, clock.now)})
    assert re.fullmatch(
        r"There were 1 wrong codes\. Try again in [12] seconds?\.",
        page.context["form"].errors["code"][0],
    )
    for _ in range(8):
        assert client.post(CODE, {"code": "000000"}).status_code == 200
    response = client.post(CODE, {"code": code_at(key, clock.now)}, follow=True)
    assert messages_of(response) == ["Please start again with your password."]
    assert not signed_in(client)


def test_a_wrong_code_does_not_use_up_recovery_codes(secured):
    _, codes = secured
    client, _ = password_given()
    client.post(CODE, {"code": "000000"})
    client.post(CODE, {"code": codes[0]})
    assert signed_in(client)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "banana", "٣٣٣٣٣٣", "\0" * 6, "1" * 5000])
def test_what_is_no_code_is_named(secured, code):
    client, _ = password_given()
    page = client.post(CODE, {"code": code})
    assert page.status_code == 200
    assert page.context["form"].errors["code"]
    assert not signed_in(client)


def test_the_password_is_forgotten_after_five_minutes(secured, clock):
    key, _ = secured
    client, _ = password_given()
    clock.now += 301
    response = client.post(CODE, {"code": code_at(key, clock.now)})
    assert response.url == LOGIN
    assert not signed_in(client)


def test_a_changed_password_or_a_closed_account_ends_it(secured, cora, clock):
    key, _ = secured
    client, _ = password_given()
    User.objects.filter(pk=cora.pk).update(password="another")
    assert client.post(CODE, {"code": code_at(key, clock.now)}).url == LOGIN
    factories.with_password(cora)
    client, _ = password_given()
    User.objects.filter(pk=cora.pk).update(is_active=False)
    assert client.post(CODE, {"code": code_at(key, clock.now)}).url == LOGIN


def test_nobody_gives_a_code_without_a_password(secured, clock):
    key, _ = secured
    client = Client()
    for method in (client.get, client.post):
        assert method(CODE, {"code": code_at(key, clock.now)}).url == LOGIN
    assert not signed_in(client)


def test_the_code_of_somebody_else_is_not_good(secured, clock):
    key, codes = secured
    edith = factories.with_password(factories.editor("edith"))
    two_factor.turn_on(
        edith,
        key="11" * 20,
        code=code_at(two_factor.key_as_typed("11" * 20), clock.now),
        session_key=None,
    )
    client, _ = password_given("edith")
    client.post(CODE, {"code": codes[0]})
    client.post(CODE, {"code": code_at(key, clock.now)})
    assert not signed_in(client)


def test_one_is_not_sent_elsewhere(secured, clock):
    key, _ = secured
    client, _ = password_given(path=f"{LOGIN}?next=https://example.org/")
    response = client.post(CODE, {"code": code_at(key, clock.now)})
    assert response.url == "/admin/"


def test_the_session_key_changes_at_each_step(secured, clock):
    key, _ = secured
    client, _ = password_given()
    before = client.cookies["sessionid"].value
    client.post(CODE, {"code": code_at(key, clock.now)})
    assert client.cookies["sessionid"].value != before
    assert not Session.objects.filter(session_key=before).exists()


# -- turning off, new codes -----------------------------------------------------------------------


def test_turning_off_takes_password_and_code(secured, cora, cora_client, clock):
    key, _ = secured
    data = {"password": "wrong", "code": code_at(key, clock.now)}
    page = cora_client.post(OFF, data)
    assert page.context["form"].errors == {"password": ["This is not your password."]}
    page = cora_client.post(OFF, {"password": factories.PASSWORD, "code": "abc"})
    assert list(page.context["form"].errors) == ["code"]
    page = cora_client.post(OFF, {})
    assert page.context["form"].errors == {
        "password": ["Type your password."], "code": ["Type the code."],
    }  # fmt: skip
    assert two_factor.is_on(cora)
    response = cora_client.post(OFF, data | {"password": factories.PASSWORD}, follow=True)
    assert messages_of(response) == [
        "Two-factor login is off. Your password alone signs you in now."
    ]
    assert (two_factor.is_on(cora), two_factor.recovery_codes_left(cora)) == (False, 0)
    assert signed_in(password_given()[0])


def test_new_recovery_codes_end_the_old_ones(secured, cora, cora_client):
    _, codes = secured
    data = {"password": factories.PASSWORD, "code": codes[0]}
    new = cora_client.post(RECOVERY, data).context["codes"]
    assert not set(new) & set(codes)
    assert two_factor.recovery_codes_left(cora) == 10
    client, _ = password_given()
    client.post(CODE, {"code": codes[1]})
    assert not signed_in(client)


def test_pages_that_do_not_apply_lead_to_the_account(cora_client, clock):
    assert cora_client.get(OFF).url == ACCOUNT
    assert cora_client.post(RECOVERY).url == ACCOUNT
    key = key_on(cora_client.get(SET_UP))
    cora_client.post(SET_UP, {"code": code_at(key, clock.now)})
    assert cora_client.get(SET_UP).url == ACCOUNT


def test_the_header_leads_to_ones_account(cora_client):
    assert '<a href="/admin/account/">My account</a>' in cora_client.get("/admin/").content.decode()


def test_other_methods(cora_client):
    for address in (ACCOUNT, SET_UP, OFF, RECOVERY, CODE, LOGIN):
        assert cora_client.put(address).status_code == 405


# -- an administrator helps -----------------------------------------------------------------------


def test_an_administrator_resets_it(secured, cora, cora_client, ada_client):
    address = reverse("admin:auth_user_two_factor", args=(cora.pk,))
    change = ada_client.get(reverse("admin:auth_user_change", args=(cora.pk,)))
    assert f'<a href="{address}">Reset two-factor</a>' in change.content.decode()
    assert ada_client.get(address).context["on"]
    assert two_factor.is_on(cora)  # looking is not doing
    response = ada_client.post(address, follow=True)
    assert messages_of(response) == ["Two-factor login of cora is off."]
    assert not two_factor.is_on(cora)
    assert not signed_in(cora_client)
    assert signed_in(password_given()[0])
    page = ada_client.get(reverse("admin:auth_user_history", args=(cora.pk,)))
    assert "Two-factor login reset." in page.content.decode()


def test_people_are_for_superusers_alone(secured, cora):
    meddler = factories.user("mel", is_staff=True)
    meddler.user_permissions.set(Permission.objects.all())
    client = factories.client_of(meddler)
    for address in (
        reverse("admin:auth_user_changelist"),
        reverse("admin:auth_user_add"),
        reverse("admin:auth_user_change", args=(cora.pk,)),
        reverse("admin:auth_user_two_factor", args=(cora.pk,)),
        reverse("admin:auth_group_changelist"),
    ):
        assert client.get(address).status_code == 403
        assert client.post(address).status_code == 403
    assert two_factor.is_on(cora)


def test_the_list_of_people_says_who_has_it(secured, ada_client):
    factories.editor("edith")
    page = ada_client.get(reverse("admin:auth_user_changelist")).content.decode()
    assert page.count("icon-yes.svg") == 1 + 3  # cora has it; three are active


def test_keys_are_shown_on_no_page(ada_client):
    for path in ("otp_totp/totpdevice/", "otp_static/staticdevice/"):
        assert ada_client.get(f"/admin/{path}").status_code == 404


@pytest.mark.parametrize("key", ["banana", "9" * 30, "999999"])
def test_bad_ids(ada_client, key):
    assert ada_client.get(f"/admin/auth/user/{key}/two-factor/").status_code == 404
