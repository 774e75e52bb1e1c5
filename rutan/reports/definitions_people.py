"""What the figures on people count: intake and screening, assessment, placement."""

from django.utils.translation import gettext_lazy as _

from rutan.reports.definition import Definition
from rutan.reports.domain.report import Unit

INTAKE = (
    Definition(
        "intake.custody",
        _("In custody on the last day"),
        Unit.PEOPLE,
        _("People admitted by the last day of the month who had not left by its end, by the register."),
    ),
    Definition(
        "intake.admitted",
        _("Admitted"),
        Unit.PEOPLE,
        _("People whose admission date lies in the month, also if they have left since."),
    ),
    Definition(
        "intake.left",
        _("Left"),
        Unit.PEOPLE,
        _("People who were released, transferred or died on a day of the month."),
    ),
    Definition(
        "intake.screened",
        _("Screened"),
        Unit.PEOPLE,
        _(
            "People with a signed ASSIST taken in the month; a person screened twice counts once, by the last one."
        ),
    ),
    Definition(
        "intake.band",
        _("Risk"),
        Unit.PEOPLE,
        _(
            "People screened, by the risk band of the person in their last ASSIST of the month; tobacco does not count."
        ),
    ),
    Definition(
        "intake.substance",
        _("Leading substance"),
        Unit.PEOPLE,
        _(
            "People screened, by the substance that explains their band: the highest band, then the highest score."
        ),
    ),
    Definition("intake.sex", _("Sex"), Unit.PEOPLE, _("People screened, by sex as the register has it.")),
    Definition(
        "intake.age", _("Age"), Unit.PEOPLE, _("People screened, by their age on the day of the screening.")
    ),
    Definition(
        "intake.status",
        _("Register"),
        Unit.PEOPLE,
        _(
            "People screened, by register: A for detainees, B for prisoners, as it is when the report is made."
        ),
    ),
    Definition(
        "intake.case",
        _("Case"),
        Unit.PEOPLE,
        _("People screened, by whether the article in the register is of the narcotics law."),
    ),
)
ASSESSMENT = (
    Definition(
        "assessment.done",
        _("Assessments done"),
        Unit.ASSESSMENTS,
        _("Forms taken in the month and signed, by instrument and by the agency the assessor worked for."),
    ),
    Definition(
        "assessment.open",
        _("Forms begun and not signed"),
        Unit.ASSESSMENTS,
        _("Forms begun by the end of the month that were still drafts when the report was made."),
    ),
    Definition(
        "assessment.unscreened",
        _("Not screened yet"),
        Unit.PEOPLE,
        _("People in custody on the last day of the month without any signed ASSIST taken by then."),
    ),
)
PLACEMENT = (
    Definition(
        "placement.decided",
        _("Tier decided"),
        Unit.DECISIONS,
        _("Final tier decisions of the month, by the decided tier."),
    ),
    Definition(
        "placement.new",
        _("New"),
        Unit.PLACEMENTS,
        _("Placements whose first day lies in the month."),
    ),
    Definition(
        "placement.active",
        _("Active on the last day"),
        Unit.PLACEMENTS,
        _("Placements that had begun by the last day of the month and had not ended by then."),
    ),
    *(
        Definition(f"placement.{code}", label, Unit.PLACEMENTS, sentence)
        for code, label, sentence in (
            ("completed", _("Completed"), _("Placements that ended in the month because the programme was done.")),
            ("dropped_out", _("Dropped out"), _("Placements that ended in the month as a drop-out.")),
            ("transferred", _("Transferred"), _("Placements that ended in the month by a transfer to another facility.")),
            ("released", _("Released"), _("Placements that ended in the month by release from custody.")),
            ("referred", _("Referred"), _("Placements that ended in the month by referral to other care.")),
            ("died", _("Died"), _("Placements that ended in the month by death.")),
            ("withdrawn", _("Withdrew"), _("Placements that ended in the month by the person's own wish.")),
        )
    ),
)  # fmt: skip
