"""Which certificate an assessor lacks on the day of signing."""

from datetime import date

from assessments.domain.certificates import Certificate, Lack, LackKind, covering, lacking

DAY = date(2026, 11, 24)


def certificate(number, starts_on, ends_on=None, instruments=("assist",)):
    return Certificate(number, "BNN", frozenset(instruments), starts_on, ends_on)


OLD = certificate("OLD", date(2024, 1, 1), date(2026, 11, 23))
OLDER = certificate("OLDER", date(2020, 1, 1), date(2023, 12, 31))
NEXT = certificate("NEXT", date(2026, 11, 25), date(2028, 11, 24))
OTHER = certificate("OTHER", date(2025, 1, 1), None, ("asi", "urica"))
OTHER_EXPIRED = certificate("OTHER-2", date(2020, 1, 1), date(2021, 1, 1), ("phq9",))


def test_first_and_last_day_are_valid():
    for one_day in (certificate("A", DAY, DAY), certificate("B", DAY)):
        assert lacking([OLD, one_day], "assist", DAY) is None
        assert covering([OLD, NEXT, one_day], "assist", DAY) == one_day


def test_the_longest_valid_certificate_covers():
    short, long, endless = (
        certificate("S", DAY, DAY),
        certificate("L", DAY, date(2027, 1, 1)),
        certificate("E", DAY),
    )
    assert covering([long, short], "assist", DAY) == long
    assert covering([long, endless, short], "assist", DAY) == endless
    assert covering([OTHER, OLD, NEXT], "assist", DAY) is None


def test_no_certificate_at_all():
    assert lacking([], "assist", DAY) == Lack(LackKind.NO_CERTIFICATE, "assist", DAY)


def test_certificates_for_other_instruments_only_name_what_is_valid():
    found = lacking([OTHER, OTHER_EXPIRED], "assist", DAY)
    assert found == Lack(LackKind.OTHER_INSTRUMENTS, "assist", DAY, held=("asi", "urica"))


def test_expired_names_the_last_one_and_the_next():
    assert lacking([OLDER, OLD, OTHER], "assist", DAY) == Lack(LackKind.EXPIRED, "assist", DAY, OLD)
    assert lacking([OLD, NEXT, OLDER], "assist", DAY) == Lack(LackKind.EXPIRED, "assist", DAY, OLD, NEXT)


def test_not_yet_valid_names_the_first_to_start():
    later = certificate("LATER", date(2027, 1, 1))
    assert lacking([later, NEXT], "assist", DAY) == Lack(LackKind.NOT_YET_VALID, "assist", DAY, NEXT, NEXT)


def test_a_withdrawn_one_is_named_if_it_would_have_covered_the_day_and_nothing_else_fits():
    endless = certificate("GONE", date(2025, 1, 1))
    found = Lack(LackKind.WITHDRAWN, "assist", DAY, endless)
    assert lacking([], "assist", DAY, withdrawn=[OLD, endless]) == found
    assert lacking([OTHER], "assist", DAY, withdrawn=[endless]) == found
    assert lacking([OLD], "assist", DAY, withdrawn=[endless]) == Lack(LackKind.EXPIRED, "assist", DAY, OLD)
    assert lacking([endless], "assist", DAY, withdrawn=[endless]) is None
    assert lacking([], "assist", DAY, withdrawn=[OLD, OTHER]) == Lack(LackKind.NO_CERTIFICATE, "assist", DAY)
