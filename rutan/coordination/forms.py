"""Forms of coordination."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rutan.agencies.models import Agency


class AgencyChoice(forms.Form):
    """Which agency a list is for."""

    agency = forms.ChoiceField(label=_("Agency"))

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {agency.code: agency for agency in agencies}
        self.fields["agency"].choices = [(code, agency.short_name) for code, agency in self.agencies.items()]  # type: ignore[attr-defined]  # a ChoiceField has choices

    def clean_agency(self) -> Agency:
        """Turn the code into the agency."""
        return self.agencies[self.cleaned_data["agency"]]

    @property
    def chosen(self) -> Agency | None:
        """The agency asked for, else the first."""
        if self.is_valid():
            agency: Agency = self.cleaned_data["agency"]
            return agency
        return next(iter(self.agencies.values()), None)


class PeoplePicked(forms.Form):
    """The people ticked in a list."""

    ids = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={"required": _("Tick at least one person."), "invalid_choice": _("This list is old.")},
    )

    def __init__(self, *args: Any, ids: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ids"].choices = [(number, number) for number in ids]  # type: ignore[attr-defined]  # as above
