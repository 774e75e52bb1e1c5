"""Forms of courses and batches."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rutan.accounts.models import User
from rutan.core.days import DayField
from rutan.core.texts import TextField
from training.models import Course

ON_ONE_PAGE = 600  # signs of a competence that a certificate has room for


class CourseForm(forms.ModelForm[Course]):
    """What a course teaches."""

    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    class Meta:
        model = Course
        fields = (
            "code",
            "name",
            "description",
            "hours",
            "competence",
            "attendance_percent",
            "is_taught",
        )
        field_classes = {
            "code": TextField,
            "name": TextField,
            "description": TextField,
            "competence": TextField,
        }
        widgets = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "competence": forms.Textarea(attrs={"rows": 3, "maxlength": ON_ONE_PAGE}),
        }

    def clean_competence(self) -> str:
        """The certificate is one page."""
        competence: str = self.cleaned_data["competence"]
        if len(competence) > ON_ONE_PAGE:
            text = _("At most %(number)d signs: the certificate is one page.")
            raise forms.ValidationError(text, params={"number": ON_ONE_PAGE})
        return competence

    @property
    def facts(self) -> dict[str, Any]:
        """The fields of the course alone."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class BatchForm(forms.Form):
    """A batch that is to be opened."""

    course = forms.ModelChoiceField(Course.objects.taught().taught_first(), label=_("Course"))
    name = TextField(
        label=_("Name"),
        max_length=100,
        help_text=_("Such as the number of the batch; unique for its course."),
    )
    capacity = forms.IntegerField(label=_("Places"), min_value=1, max_value=200)
    instructor = forms.ModelChoiceField(User.objects.none(), label=_("Instructor"))
    starts_on = DayField(label=_("First day"), initial=timezone.localdate)
    ends_on = DayField(label=_("Last day"))
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, instructors: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["instructor"]
        chosen.queryset = User.objects.filter(pk__in=[person.pk for person in instructors])

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The batch ends before it starts."))
        return cleaned


class ReasonForm(forms.Form):
    """Why something ends."""

    reason = TextField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
