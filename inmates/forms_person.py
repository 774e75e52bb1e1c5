"""Forms about who somebody is, and in which register they stand."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from inmates import wording
from inmates.domain import dates, nik
from inmates.domain.person_facts import FACTS, Difference, aliases, doubts
from inmates.domain.register_codes import RegisterCode
from inmates.domain.row_codes import RowCode
from inmates.domain.sex import Sex as SexCode
from inmates.enums import Sex
from inmates.models import Cell, Inmate
from inmates.queries_person import facts_of, signs_of
from rutan.core import clock
from rutan.core import dates as days
from rutan.core.days import DayField
from rutan.core.texts import TextField

TAKE = "take_{}"


class PersonFields(forms.Form):
    """Who somebody is. What is doubtful is said once and stored if it is confirmed, as a register file's is."""

    full_name = TextField(label=_("Name by the court document"), max_length=200)
    alias = TextField(
        label=_("Alias"), max_length=200, required=False, help_text=_("Several are divided by a semicolon.")
    )
    nik = TextField(
        label=_("NIK"), max_length=40, required=False, help_text=_("Sixteen digits; empty if there is none.")
    )
    birth_place = TextField(label=_("Birth place"), max_length=100, required=False)
    born_on = DayField(label=_("Birth date"))
    sex = forms.ChoiceField(label=_("Sex"), choices=[("", "–"), *Sex.choices])
    religion = TextField(label=_("Religion"), max_length=50, required=False)
    education = TextField(label=_("Education"), max_length=100, required=False)
    occupation = TextField(label=_("Occupation"), max_length=100, required=False)
    address = TextField(
        label=_("Address"), max_length=1000, required=False, widget=forms.Textarea({"rows": 2})
    )
    offence = TextField(label=_("Offence"), max_length=300, required=False)
    remark = TextField(label=_("Remark"), max_length=1000, required=False, widget=forms.Textarea({"rows": 2}))
    confirmed = forms.BooleanField(
        label=_("I have checked this; store it as it is."), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("confirmed"):
            self._ask_to_confirm()

    def clean_full_name(self) -> str:
        """Without blanks that nobody means."""
        return " ".join(self.cleaned_data["full_name"].split())

    def clean_alias(self) -> str:
        """Several other names, in the one way they are kept."""
        return aliases(self.cleaned_data["alias"])

    def clean_nik(self) -> str | None:
        """Refuse what is no NIK; that there is none is said by leaving it empty."""
        read = nik.read(self.cleaned_data["nik"])
        if read.state in (nik.NikState.BAD, nik.NikState.DAMAGED):
            raise forms.ValidationError(_("This is no valid NIK. Leave it empty if it is not known."))
        return read.nik.digits if read.nik else None

    def clean_born_on(self) -> Any:
        """Refuse an age nobody in custody has."""
        born_on = self.cleaned_data["born_on"]
        if not dates.YOUNGEST <= dates.age_on(clock.today(), born_on=born_on) <= dates.OLDEST:
            raise forms.ValidationError(str(wording.ROW_CODES[RowCode.IMPLAUSIBLE_AGE]))
        return born_on

    def clean(self) -> dict[str, Any]:
        """Ask to confirm what is doubtful."""
        cleaned = super().clean() or self.cleaned_data
        found = [] if self.errors else self.doubtful(cleaned)
        if found and not cleaned.get("confirmed"):
            self._ask_to_confirm()
            self.add_error("confirmed", [forms.ValidationError(said) for said in found])
        return cleaned

    def doubtful(self, cleaned: Mapping[str, Any]) -> list[str]:
        """Sentences about what may be a mistake."""
        found = doubts(nik=cleaned["nik"] or "", born_on=cleaned["born_on"], sex=SexCode(cleaned["sex"]))
        return [str(wording.ROW_CODES[code]) for code in found]

    def _ask_to_confirm(self) -> None:
        self.fields["confirmed"].widget = forms.CheckboxInput()

    @property
    def facts(self) -> dict[str, Any]:
        """What was entered, by the columns of a person's row."""
        return {name: self.cleaned_data[name] for name in FACTS}


class StayFields(forms.Form):
    """In which register somebody stands from an admission on."""

    register_code = forms.ChoiceField(
        label=_("Register"), choices=[(code.value, code.value) for code in RegisterCode]
    )
    register_number = TextField(label=_("Register number"), max_length=60)
    admitted_on = DayField(label=_("Admitted on"), initial=clock.today)
    expires_on = DayField(
        label=_("Expires on"),
        required=False,
        help_text=_("Empty only for life, death or where no end is set."),
    )
    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("Cell"), required=False)
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, cells: QuerySet[Cell], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["cell"]
        chosen.queryset = cells

    @property
    def of_the_stay(self) -> dict[str, Any]:
        """What was entered, by the columns of a person's row."""
        named = ("register_code", "register_number", "admitted_on", "expires_on", "cell")
        return {name: self.cleaned_data[name] for name in named}


class AdmitForm(PersonFields, StayFields):
    """Somebody who is new here, unless the register knows them."""

    field_order = (
        *FACTS,
        "register_code",
        "register_number",
        "admitted_on",
        "expires_on",
        "cell",
        "confirmed",
    )

    def __init__(self, *args: Any, known: Callable[..., list[Inmate]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.find_known: Callable[..., list[Inmate]] = known
        self.known: list[Inmate] = []

    def doubtful(self, cleaned: Mapping[str, Any]) -> list[str]:
        """Besides the NIK: whether somebody on the register looks like the very person."""
        self.known = self.find_known(cleaned["full_name"], cleaned["born_on"], cleaned["nik"])
        found = super().doubtful(cleaned)
        said = _("Somebody like this is on the register; see above.")
        return [*found, str(said)] if self.known else found


class CorrectForm(PersonFields):
    """A person's facts as somebody corrects them; it carries what was seen, so that nobody overwrites somebody else."""

    reason = TextField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("Needed where the name or the NIK becomes another one; the former one is kept."),
    )
    document_number = TextField(label=_("Number of the court document"), max_length=100, required=False)
    seen = TextField(max_length=1000, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, inmate: Inmate) -> None:
        stored = facts_of(inmate)
        super().__init__(data, initial={**stored, "seen": _written(signs_of(inmate))})
        self.stored = stored
        for name in FACTS:
            if TAKE.format(name) in self.data:
                self._choose(name)

    def clean_seen(self) -> dict[str, str]:
        """Signs by field; whatever else stands there was seen by nobody."""
        pairs = (part.partition(":") for part in self.cleaned_data["seen"].split())
        return {name: sign for name, _colon, sign in pairs if name in FACTS}

    @property
    def facts(self) -> dict[str, Any]:
        """What was entered, and what is stored where that was chosen."""
        chosen = [name for name in FACTS if self.cleaned_data.get(TAKE.format(name)) == "stored"]
        return super().facts | {name: self.stored[name] for name in chosen}

    def ask(self, found: Iterable[Difference], inmate: Inmate) -> None:
        """Show beside each field what somebody else has stored in it since, and let one choose; what was typed stays."""
        sent: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict; Django knows only a Mapping
        seen, self.stored, self.data = self.cleaned_data["seen"], facts_of(inmate), sent
        typed = signs_of(Inmate(pk=inmate.pk, **{each.name: each.typed for each in found}))
        for each in found:
            self._choose(each.name, each.typed)
            left_alone = seen.get(each.name) == typed[each.name]
            sent[TAKE.format(each.name)] = "stored" if left_alone else "mine"
            said = _("Stored by somebody else meanwhile: %(value)s")
            self.add_error(TAKE.format(each.name), said % {"value": _plain(each.stored)})
        sent["seen"] = _written(signs_of(inmate))

    def _choose(self, name: str, typed: object = None) -> None:
        mine = typed if typed is not None else self.data.get(name, "")
        self.fields[TAKE.format(name)] = forms.ChoiceField(
            label=_("%(field)s: what counts?") % {"field": self.fields[name].label},
            choices=[
                ("mine", _("What you wrote: %(value)s") % {"value": _plain(mine)}),
                ("stored", _("What is stored now: %(value)s") % {"value": _plain(self.stored[name])}),
            ],
            widget=forms.RadioSelect,
        )
        order = [each for fact in FACTS for each in (fact, TAKE.format(fact))]
        self.order_fields(order)


def _written(signs: Mapping[str, str]) -> str:
    """Signs as the form carries them: ``alias:3f… nik:a1…``."""
    return " ".join(f"{name}:{sign}" for name, sign in signs.items())


def _plain(value: Any) -> str:
    if hasattr(value, "year"):
        return days.long_date(value)
    return str(value) if value else "–"
