"""Keeping a list, and having a file made of one."""

from rutan.accounts.services_lists import save_list
from rutan.jobs.services_exports import request_export
from tests.factories import lists
from tests.rutan.deed import Deed


def kept_list(at):
    facts = {"page": lists.PEOPLE, "name": "Blok A", "query": {"state": "all"}, "is_default": False}
    others = {
        "another facility": {"facility": at.there},
        "another name": {"name": "Blok B"},
        "another page": {"page": "jobs:exports"},
        "other filters": {"query": {"state": "left"}},
    }
    return Deed(save_list, facts | {"facility": at.here, "by": at.by}, others)


def list_file(at):
    wanted = lists.asked(facility=at.here, by=at.by)
    facts = {"asked": wanted, "file_format": "csv", "reason": lists.REASON, "facility": at.here, "by": at.by}
    others = {
        "another facility": {"facility": at.there},
        "another format": {"file_format": "xlsx"},
        "other filters": {"asked": lists.asked(facility=at.here, by=at.by, state="all")},
    }
    return Deed(request_export, facts, others)
