"""No choice of any table is shown by its code."""

from django.db import models
from django.test.utils import isolate_apps
from django.utils.translation import gettext_lazy as _

from tests.architecture.choices_rules import NEVER_SHOWN, faults
from tests.architecture.model_rules import our_models
from tests.architecture.scan import expect_none


def test_choices_carry_words():
    expect_none(faults(our_models()))


def test_what_is_left_out_is_there():
    columns = {
        f"{model._meta.label}.{field.name}" for model in our_models() for field in model._meta.get_fields()
    }
    assert set(NEVER_SHOWN) - columns == set()


@isolate_apps("inmates")
def test_a_code_as_label_is_found():
    class Coded(models.Model):  # noqa: DJ008  # never shown
        state = models.CharField(max_length=10, choices=[("waiting", "waiting"), ("active", _("active"))])

        class Meta:
            app_label = "inmates"

    assert list(faults([Coded])) == ["inmates.Coded.state: 'waiting' is shown as itself"]
