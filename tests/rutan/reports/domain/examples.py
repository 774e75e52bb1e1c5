"""A small report of two figures in one table."""

from rutan.reports.domain.report import Agreement, Figure, Head, Line, Report, Section, Table, Unit


def figure(code="intake.screened", *, rows=(3, 5), label="Diskrining", of="", unit=Unit.PEOPLE):
    return Figure(
        code=code, label=label, unit=unit, definition="Siapa yang dihitung.", rows=tuple(rows), of=of
    )


def report(*figures, edition=1, corrects=None):
    figures = figures or (
        figure(),
        figure("intake.band.high", rows=(5,), label="Risiko tinggi", of="intake.screened"),
    )
    lines = tuple(Line(each.label, (each.code,), level=int(bool(each.of))) for each in figures)
    table = Table("Skrining", (Head("Jumlah"),), lines)
    return Report(
        period="2026-10",
        first_day="2026-10-01",
        last_day="2026-10-31",
        read_at="2026-11-02T08:00:00+07:00",
        edition=edition,
        facility={"code": "TST", "name": "Rutan Contoh"},
        agreements=(Agreement("BNNK Contoh", "PKS-1", "2025-01-01", 2),),
        copies=("Kepala BNNK Contoh",),
        sections=(Section("intake", "Penerimaan dan skrining", (table,), ("Catatan.",)),),
        figures={each.code: each for each in figures},
        corrects=corrects,
    )
