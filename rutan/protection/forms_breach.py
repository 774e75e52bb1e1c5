"""Reporting a breach, and each of the steps until it is closed."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from rutan.accounts.models import User
from rutan.accounts.queries_users import managed_at
from rutan.agencies.models import Facility
from rutan.core import clock
from rutan.core.days import MomentField
from rutan.core.texts import TextField
from rutan.protection.models_breaches import KINDS


def _area(label: Any, help_text: Any = "", **options: Any) -> TextField:
    return TextField(
        label=label, help_text=help_text, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, **options
    )


class _Officers(forms.ModelChoiceField[User]):
    """Officers by name and user name."""

    def label_from_instance(self, obj: User) -> str:
        """ "Sari Wulandari (registrasi)"."""
        return f"{obj.full_name} ({obj.username})"


class BreachForm(forms.Form):
    """What is known of a breach at first; it stays as it was told."""

    known_at = MomentField(
        label=_("Known since"), help_text=_("The notices must be sent within 3 × 24 hours from then.")
    )
    happened_from = MomentField(label=_("Happened from"))
    happened_to = MomentField(label=_("Happened until"))
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    what = _area(_("What happened"))
    how = _area(_("How it happened"))
    which = _area(_("Which data"), _("Kinds of data, such as identity, health or criminal record; no names."))
    account = _Officers(
        label=_("Whose account"),
        queryset=User.objects.none(),
        required=False,
        help_text=_("The audit trail then tells whose records it opened, printed or took in that time."),
    )
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, facility: Facility, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["account"].queryset = managed_at(facility).order_by("full_name", "pk")  # type: ignore[attr-defined]  # a ModelChoiceField has one

    def clean(self) -> dict[str, Any]:
        """Moments that follow each other."""
        data = super().clean() or {}
        known, start, end = (data.get(name) for name in ("known_at", "happened_from", "happened_to"))
        if known and known > clock.now():
            self.add_error("known_at", _t("This moment has not come."))
        if start and end and end < start:
            self.add_error("happened_to", _t("It ended before it began."))
        if start and known and known < start:
            self.add_error("happened_from", _t("It began after it was known."))
        return data

    @property
    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        facts = dict(self.cleaned_data)
        texts = {"what": facts.pop("what"), "how": facts.pop("how"), "data": facts.pop("which")}
        return {**facts, "texts": texts}


class PeopleForm(forms.Form):
    """Nothing is asked: the audit trail tells."""


class AuthorityForm(forms.Form):
    """The notice to the authority."""

    at = MomentField(label=_("Sent at"))
    letter = TextField(label=_("Number of the letter"), max_length=100)


class SubjectsForm(forms.Form):
    """The notice to the people, or why there is none."""

    at = MomentField(label=_("Told at"), required=False)
    how = _area(
        _("How they were told"), _("Such as by a letter handed over against signature."), required=False
    )
    why_not = _area(_("Why they are not told"), required=False)


class RemedyForm(forms.Form):
    """Measures taken."""

    remedy = _area(_("Measures taken"))


class ReasonForm(forms.Form):
    """Why it is closed or withdrawn."""

    reason = _area(_("Reason"))
