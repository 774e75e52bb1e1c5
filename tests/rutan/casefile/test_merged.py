"""A person of two rows is read as one: assessments, tier, history, consent, search; and never more than was open before."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from assessments.models import Assessment
from assessments.queries import latest_signed
from assessments.queries_figures import never_screened
from inmates.enums import ConsentState, ConsentSubject
from inmates.models import Consent, Inmate
from inmates.queries_consent import matters_of, shared_of
from inmates.queries_merging import faults_of_undoing
from inmates.queries_search import search
from inmates.refusals import MergeRefused
from inmates.services_merging import undo_merge
from rehab.domain.stage import Stage
from rehab.domain.tiers import Tier
from rehab.queries_tiers import recommend_for
from rehab.stages import with_stage
from rutan.accounts.permissions import ROLE_PERMISSIONS, Role
from rutan.core import clock
from tests.factories import accounts, inmates, rehab
from tests.inmates.merging import merged

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def by():
    return accounts.second_person()


@pytest.fixture
def one(place):
    return inmates.inmate(facility=place, full_name="Slamet Riyadi")


@pytest.fixture
def other(place):
    return inmates.inmate(facility=place, full_name="Tono Gendut", register_number="AIII.7/2025")


def signed(person, **facts):
    """A signed screening of somebody."""
    rehab.screened(facility=person.facility, inmate=person, **facts)
    return Assessment.objects.of(person).signed().newest_first().first()


def stage_of(person):
    return with_stage(Inmate.objects.filter(pk=person.pk)).get().stage


def test_forms_of_the_merged_row_count_for_the_person(place, one, other, by):
    form = signed(other)
    assert stage_of(one) == Stage.TO_SCREEN
    merge = merged(one, other, by=by)
    assert latest_signed(one, ["assist"], clock.today()) == {"assist": form}
    assert recommend_for(one, on=clock.today()).forms == (form,)
    assert stage_of(one) == Stage.TO_DECIDE
    assert not never_screened(place).exists()
    form.refresh_from_db()
    assert form.inmate == other
    undo_merge(merge=merge, reason="Keliru", by=by)
    assert not latest_signed(one, ["assist"], clock.today())
    assert list(never_screened(place)) == [one]


def test_the_newer_form_counts_whichever_row_it_is_on(one, other, by):
    old = signed(other, taken_on=clock.today() - timedelta(days=9))
    new = signed(one)
    merged(one, other, by=by)
    assert old != new
    assert latest_signed(one, ["assist"], clock.today()) == {"assist": new}


def test_a_decision_that_rests_on_the_merged_row_stands_on_the_merge(one, other, by):
    signed(other)
    merge = merged(one, other, by=by)
    rehab.decided(inmate=one, tier=Tier.MODERATE)
    (fault,) = faults_of_undoing(merge)
    assert fault.startswith("Keputusan tingkat tanggal ")
    with pytest.raises(MergeRefused):
        undo_merge(merge=merge, reason="Keliru", by=by)


def test_both_in_a_group_is_refused_with_which_to_end_first(place, one, other, by):
    group = rehab.group(facility=place)
    for person in (one, other):
        rehab.placed(group=group, inmate=rehab.ready(facility=place, inmate=person))
    with pytest.raises(MergeRefused, match="Akhiri dahulu yang milik Tono Gendut"):
        merged(one, other, by=by)


def test_the_stricter_consent_of_both_counts_until_decided_anew(place, one, other, by):
    agency = accounts.agency()
    facts = {"agency": agency, "subject": ConsentSubject.SCREENING}
    inmates.grant(inmate=one, agency=agency)
    inmates.consent(inmate=one, **facts)
    inmates.consent(inmate=one)
    inmates.consent(inmate=other, state=ConsentState.REFUSED, **facts)
    shared = lambda: shared_of(one, [agency.pk], on=clock.today())  # noqa: E731
    assert shared() == {ConsentSubject.SCREENING}
    merge = merged(one, other, by=by)
    assert shared() == frozenset()
    assert Consent.objects.in_force(on=clock.today()).filter(inmate=one).count() == 1
    accounts.agreement(facility=place, agency=agency)
    said = {
        matter.key: matter.standing.state for matter in matters_of(one, on=clock.today()) if matter.standing
    }
    assert said == {"programme": "given", f"screening-{agency.pk}": "refused"}
    inmates.consent(inmate=one, **facts)  # asked again, the same answer on the same day
    assert shared() == {ConsentSubject.SCREENING}
    undo_merge(merge=merge, reason="Keliru", by=by)
    assert shared() == {ConsentSubject.SCREENING}


def test_a_refusal_of_the_person_counts_for_the_merged_row_too(one, other, by):
    inmates.consent(inmate=other)
    inmates.consent(inmate=one, state=ConsentState.REFUSED)
    merged(one, other, by=by)
    assert not Consent.objects.in_force(on=clock.today()).exists()


def test_a_consent_of_the_merged_row_gives_nothing_to_the_other(one, other, by):
    agency = accounts.agency()
    inmates.consent(inmate=other, agency=agency, subject=ConsentSubject.SCREENING)
    inmates.grant(inmate=one, agency=agency)
    merged(one, other, by=by)
    assert shared_of(one, [agency.pk], on=clock.today()) == frozenset()


def text_of(user, person):
    return accounts.signed_in(user).get(reverse("inmates:show", args=[person.pk])).content.decode()


def test_the_file_of_the_person_shows_both_histories(place, one, other, by):
    head = accounts.user_with(Role.HEAD, facility=place)
    form = signed(other)
    merged(one, other, by=by)
    page = text_of(head, one)
    assert "Juga tercatat sebagai" in page
    assert reverse("inmates:show", args=[other.pk]) in page
    assert reverse("assessments:show", args=[form.pk]) in page
    assert "dari rekaman lain orang ini" in page
    assert "Digabung dengan rekaman AIII.7/2025" in page


def test_the_register_page_shows_stays_of_both_rows_in_order(place, one, by):
    registrar = accounts.user_with(Role.REGISTRAR, facility=place)
    before = inmates.inmate(facility=place, register_number="AIII.9/2023", admitted_on=date(2023, 1, 1))
    inmates.left(before, on=date(2023, 5, 1))
    merged(one, before, by=by)
    page = accounts.signed_in(registrar).get(reverse("inmates:register", args=[one.pk])).content.decode()
    assert page.index(one.register_number) < page.index("AIII.9/2023")
    assert "Tercatat pada rekaman lain orang ini:" in page


def test_an_agency_with_the_kept_row_learns_nothing_of_the_merged_one(place, one, other, by):
    agency = accounts.agency(code="dinkes-tst", short_name="Dinkes Contoh")
    accounts.agreement(facility=place, agency=agency)
    inmates.grant(inmate=one, agency=agency)
    form = signed(other)
    merged(one, other, by=by)
    page = text_of(accounts.user_with(Role.ASSESSOR, agency=agency, username="asesor"), one)
    for hidden in ("Tono Gendut", "AIII.7/2025", reverse("assessments:show", args=[form.pk])):
        assert hidden not in page


def hits(place, words, role=Role.REGISTRAR):
    user = accounts.user_with(role, facility=place, username=f"cari{words[:3]}")
    return search(user, place, words, may=frozenset(ROLE_PERMISSIONS[role])).people


def test_the_person_is_found_by_the_name_and_number_of_the_merged_row(place, one, other, by):
    merged(one, other, by=by)
    for words in ("Tono Gendut", "AIII.7/2025"):
        (hit,) = hits(place, words)
        assert (hit.pk, hit.full_name, hit.is_here) == (one.pk, "Slamet Riyadi", True)
        assert hit.why == "juga tercatat sebagai Tono Gendut, AIII.7/2025"


def test_whoever_answers_by_both_rows_is_found_once(place, one, by):
    again = inmates.inmate(facility=place, full_name="Slamet Riyady")
    merged(one, again, by=by)
    (hit,) = hits(place, "Slamet")
    assert (hit.pk, hit.why) == (one.pk, "")
