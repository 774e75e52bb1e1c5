"""A view fetches through the gateway and calls one query or service; a listing starts at ``visible_to``."""

import pytest

from tests.architecture import reading_rules, view_rules
from tests.architecture.scan import ROOT, expect_none, plant

VIEW_BREACHES = {
    "filters": "x = Inmate.objects.visible_to(u).filter(a=1)",
    "filters in a line of its own": "x = queries.people(u)\n    x = x.filter(a=1)",
    "excludes": "x = queries.people(u).exclude(a=1)",
    "annotates": "x = queries.people(u).annotate(a=1)",
    "orders": "x = queries.people(u).order_by('a')",
    "gets": "x = Inmate.objects.get(pk=1)",
    "takes all": "x = Inmate.objects.all",
    "takes a named set that is not the person's": "x = Inmate.objects.at(f)",
    "takes void rows": "x = Inmate.all_objects.visible_to(u)",
    "takes the base manager": "x = Inmate._base_manager.visible_to(u)",
    "hands on a manager": "x = queries.page(Placement.objects)",
    "goes through a relation": "x = inmate.grants.all()",
    "asks for one or 404": "x = get_object_or_404(Inmate, pk=1)",
    "loops": "for x in rows:\n        pass",
    "loops while": "while rows:\n        pass",
    "loops in a comprehension": "x = [row.name for row in Inmate.objects.visible_to(u)]",
    "loops over a query": "x = {row.pk: row for row in queries.people(u)}",
    "saves": "inmate.save()",
    "deletes": "draft.delete()",
    "updates": "x = Inmate.objects.visible_to(u).update(a=1)",
    "creates": "x = inmate.grants.create(a=1)",
    "saves a form": "x = form.save()",
    "opens a cursor": "from django.db import connection",
    "holds a transaction": "from django.db.transaction import atomic",
    "makes conditions": "from django.db.models import Q",
}
ALLOWED = """
from django.db import IntegrityError
from inmates.models import Inmate

@requires(Permission.INMATE_VIEW)
def people(request):
    word = request.GET.get("q", "")
    request.session.save()
    context = {"page": queries.page_of(Inmate.objects.visible_to(request.user), word)}
    context.update(more=1)
    codes = {facility.code for facility in current().facilities}
    codes = codes.union(dict(settings.LANGUAGES).values())
    inmate = open_record(request.user, 1)
    newest = queries.latest(request.user)
    services.create(inmate=inmate, by=request.user, **form.cleaned_data)
    return render(request, "x.html", context)
"""
QUERYSET = 'class InmateQuerySet(models.QuerySet["Inmate"]):\n    def visible_to(self, user): ...\n'
READING_BREACHES = {
    "an unnamed set": "def everybody():\n    return Inmate.objects.all()\n",
    "an unnamed filter": "def of(facility):\n    return Inmate.objects.filter(facility=facility)\n",
    "void rows": "def of(facility):\n    return Inmate.all_objects.exclude(facility=facility)\n",
    "a reader forgotten": "def of(user):\n    return Inmate.objects.at(user.facility)\n",
    "a reader forgotten elsewhere": "def of(*, user):\n    return Placement.objects.open()\n",
}
READING_ALLOWED = """
def seen(user):
    return Inmate.objects.visible_to(user).by_name()
def placed(user):
    return Placement.objects.filter(inmate__in=Inmate.objects.visible_to(user))
def counted(facility):
    return Inmate.objects.at(facility).in_custody().count()
def rooms(user):
    return Room.objects.filter(facility__in=user.facilities)
def own(user):
    return Job.objects.asked_by(user.pk)
"""


@pytest.mark.parametrize("name", VIEW_BREACHES)
@pytest.mark.parametrize("path", ["inmates/views.py", "rutan/dashboard/views/lists.py"])
def test_finds_in_views(name, path, tmp_path):
    text = f"def f(request, u):\n    {VIEW_BREACHES[name]}\n"
    found = {breach.path for breach in view_rules.breaches(plant(tmp_path, {path: text}))}
    assert found == {path}


def test_finds_class_based_views(tmp_path):
    text = "class People(ListView):\n    pass\n"
    assert len(list(view_rules.breaches(plant(tmp_path, {"inmates/views.py": text})))) == 1


def test_lets_a_plain_view_be(tmp_path):
    text = VIEW_BREACHES["loops"]
    tree = {"inmates/views.py": ALLOWED, "inmates/services.py": f"def f(rows):\n    {text}\n"}
    expect_none(view_rules.breaches(plant(tmp_path, tree)))


@pytest.mark.parametrize("name", READING_BREACHES)
def test_finds_in_queries(name, tmp_path):
    tree = {"inmates/models.py": QUERYSET, "rehab/queries.py": READING_BREACHES[name]}
    found = [breach.path for breach in reading_rules.breaches(plant(tmp_path, tree))]
    assert found == ["rehab/queries.py"]


def test_lets_named_reads_be(tmp_path):
    tree = {"inmates/models.py": QUERYSET, "rehab/queries.py": READING_ALLOWED}
    expect_none(reading_rules.breaches(plant(tmp_path, tree)))


def test_the_views_of_the_tree():
    expect_none(view_rules.breaches(ROOT))


def test_the_queries_of_the_tree():
    expect_none(reading_rules.breaches(ROOT))
