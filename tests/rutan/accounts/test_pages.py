"""Signing in, who is let in where, and what is written when somebody is not."""

from uuid import UUID

import pytest
from django.test import override_settings

from rutan.accounts.models import RoleAssignment
from rutan.accounts.permissions import ROLE_PERMISSIONS, Permission, Role, permissions_of
from rutan.accounts.scope import NoScope, current
from rutan.audit.models import Event
from rutan.jobs.services import request_job
from tests.factories import accounts
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db
REQUEST_KEYS = (UUID(int=1), UUID(int=2))


def test_a_person_signs_in_and_sees_their_facility(client):
    place = accounts.facility(name="Rutan Contoh")
    accounts.user_with(Role.HEAD, facility=place, username="karutan", password=accounts.PASSWORD)
    answer = client.post("/accounts/login/", {"login": "karutan", "password": accounts.PASSWORD}, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    page = answer.content.decode()
    assert "Kepala Rutan" in page
    assert "Rutan Contoh" in page


def test_a_wrong_password_is_answered_the_same_for_known_and_unknown_names(client):
    accounts.user(username="ada", password=accounts.PASSWORD)
    answers = [
        client.post("/accounts/login/", {"login": name, "password": "salah-sekali-ya"})
        for name in ("ada", "tiada")
    ]
    errors = [answer.context["form"].errors.get_json_data() for answer in answers]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert errors[0] == errors[1]
    assert errors[0] != {}


def test_nobody_is_sent_to_the_sign_in_page(client):
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/")


def test_there_is_no_public_sign_up(client):
    assert client.get("/accounts/signup/").status_code == 404


def test_somebody_without_a_role_is_refused_and_the_refusal_is_kept():
    stranger = accounts.user(username="asing", full_name="Orang Asing")
    assert signed_in(stranger).get("/").status_code == 403
    event = Event.objects.get(action="access.refused")
    assert (event.actor_id, event.actor_name, event.route) == (stranger.pk, "Orang Asing", "GET /")
    assert event.facts == {"needs": ["home_view"]}


def test_a_job_of_somebody_else_does_not_exist_for_me_and_the_try_is_kept():
    place = accounts.facility()
    mine, other = (accounts.user_with(Role.REHAB_OFFICER, facility=place) for _ in range(2))
    jobs = [
        request_job(kind="jobs.clear_expired", arguments={}, by=who, facility=place, request_key=key)
        for who, key in zip((mine, other), REQUEST_KEYS, strict=True)
    ]
    client = signed_in(mine)
    assert [client.get(f"/jobs/{job.pk}/").status_code for job in jobs] == [200, 404]
    events = Event.objects.filter(action="access.out_of_reach")
    assert list(events.values_list("actor_id", "subject_type", "subject_id")) == [
        (mine.pk, "jobs.job", jobs[1].pk)
    ]


def test_a_right_that_was_withdrawn_is_gone_with_the_next_request():
    place = accounts.facility()
    head = accounts.user_with(Role.HEAD, facility=place)
    client = signed_in(head)
    assert client.get("/").status_code == 200
    head.assignments.update(ends_on=accounts.LONG_AGO)
    assert client.get("/").status_code == 403


def test_a_role_counts_only_once_a_second_person_has_approved_it():
    place = accounts.facility()
    head = accounts.user(username="calon-kepala")
    RoleAssignment.objects.create(
        user=head,
        role=Role.HEAD,
        facility=place,
        starts_on=accounts.LONG_AGO,
        proposed_by=accounts.second_person(),
    )
    assert signed_in(head).get("/").status_code == 403


def test_switching_the_facility_reaches_only_ones_own():
    own, second, foreign = (
        accounts.facility(code=code, name=f"Rutan {code}") for code in ("AAA", "BBB", "CCC")
    )
    registrar = accounts.user_with(Role.REGISTRAR, facility=own)
    accounts.give_role(registrar, Role.REGISTRAR, facility=second)
    client = signed_in(registrar)
    seen = []
    for code in (None, "BBB", foreign.code):
        if code:
            client.post("/facility/", {"facility": code})
        seen.append(client.get("/").context["facility"].code)
    assert seen == ["AAA", "BBB", "BBB"]


def test_an_agency_works_for_the_facilities_it_has_an_agreement_with():
    with_agreement, without = accounts.facility(code="AAA"), accounts.facility(code="BBB")
    bnnk = accounts.agency()
    accounts.agreement(facility=with_agreement, agency=bnnk)
    assessor = accounts.user_with(Role.ASSESSOR, agency=bnnk)
    answer = signed_in(assessor).get("/")
    assert answer.context["facility"] == with_agreement
    assert without.code == "BBB"


def test_the_language_is_the_persons_own_choice():
    head = accounts.user_with(Role.HEAD, facility=accounts.facility())
    client = signed_in(head)
    assert '<html lang="id"' in client.get("/").content.decode()
    client.post("/language/", {"language": "en", "next": "/"})
    head.refresh_from_db()
    assert head.language == "en"
    page = client.get("/").content.decode()
    assert '<html lang="en"' in page
    assert "Sign out" in page


def test_the_language_switch_never_leads_elsewhere(client):
    answer = client.post("/language/", {"language": "en", "next": "//elsewhere.example/"})
    assert answer["Location"] == "/"


@override_settings(SECOND_FACTOR="required")
def test_without_a_second_factor_there_is_only_the_way_to_one():
    head = accounts.user_with(Role.HEAD, facility=accounts.facility())
    answer = signed_in(head).get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/totp/activate/")


def test_signed_in_pages_stay_out_of_caches_and_carry_the_policy():
    head = accounts.user_with(Role.HEAD, facility=accounts.facility())
    answer = signed_in(head).get("/")
    assert answer["Cache-Control"] == "private, no-store, max-age=0"
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_scope_is_gone_after_the_answer():
    head = accounts.user_with(Role.HEAD, facility=accounts.facility())
    signed_in(head).get("/")
    with pytest.raises(NoScope):
        current()


def test_the_process_says_whether_it_is_well(client):
    assert client.get("/healthz").content == b"ok"
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["database"]) == (200, "up")


@pytest.mark.parametrize(
    ("role", "never"),
    [
        (Role.SECURITY, {Permission.TIER_VIEW, Permission.SCORE_VIEW, Permission.ANSWERS_VIEW}),
        (Role.ADMINISTRATOR, {Permission.INMATE_VIEW, Permission.SCORE_VIEW, Permission.REPORT_VIEW}),
        (Role.HEAD, {Permission.ANSWERS_VIEW, Permission.TIER_DECIDE}),
        (Role.REGISTRAR, {Permission.TIER_VIEW, Permission.SCORE_VIEW}),
        (Role.INSTRUCTOR, {Permission.TIER_VIEW, Permission.LEGAL_VIEW}),
        (Role.COORDINATOR, {Permission.ANSWERS_VIEW, Permission.LEGAL_VIEW, Permission.CELL_VIEW}),
    ],
)
def test_what_a_role_must_never_have(role, never):
    assert permissions_of(frozenset({role})) & never == set()


def test_every_role_stands_in_the_table_and_no_role_gives_nothing():
    assert set(ROLE_PERMISSIONS) == set(Role)
    assert permissions_of(frozenset()) == frozenset()


def test_an_agency_without_an_agreement_in_force_sees_why_and_nobody():
    bnnk = accounts.agency()
    accounts.agreement(facility=accounts.facility(), agency=bnnk, ends_on=accounts.LONG_AGO)
    client = signed_in(accounts.user_with(Role.ASSESSOR, agency=bnnk))
    home = client.get("/")
    assert (home.status_code, home.context["facility"]) == (200, None)
    assert "Tidak ada perjanjian yang berlaku" in home.content.decode()
    assert client.get("/inmates/").status_code == 403
