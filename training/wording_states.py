"""What the states of a batch and of an enrolment are called; the tables' choices carry the same words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from training.domain.lifecycle import BatchState, EnrolmentState

BATCH_STATES: dict[BatchState, str | Promise] = {
    BatchState.PLANNED: gettext_lazy("Planned batch"),
    BatchState.RUNNING: gettext_lazy("Running"),
    BatchState.COMPLETED: gettext_lazy("Finished"),
    BatchState.CANCELLED: gettext_lazy("Called off"),
}
ENROLMENT_STATES: dict[EnrolmentState, str | Promise] = {
    EnrolmentState.WAITING: gettext_lazy("Waiting"),
    EnrolmentState.ENROLLED: gettext_lazy("Takes part"),
    EnrolmentState.COMPLETED: gettext_lazy("Completed"),
    EnrolmentState.FAILED: gettext_lazy("Not completed"),
    EnrolmentState.WITHDRAWN: gettext_lazy("Left"),
}
