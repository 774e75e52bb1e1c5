"""The forms of somebody's photo."""

from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rutan.core.days import DayField
from rutan.core.texts import TextField
from rutan.files.checking import PICTURES
from rutan.files.domain.contents import ContentType
from rutan.files.forms import CheckedFileField
from rutan.files.images import PHOTO


class PhotoForm(forms.Form):
    """A picture, and the day it was taken."""

    file = CheckedFileField(label=_("Picture"), wanted=PICTURES, box=PHOTO, into=ContentType.JPEG)
    taken_on = DayField(label=_("Taken on"), initial=timezone.localdate)
    request_key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)


class RemovePhotoForm(forms.Form):
    """Why a photo is taken down."""

    reason = TextField(label=_("Reason"), max_length=300)
