"""Give everybody who was on the register before there were stays the one stay their row speaks of."""

from django.db import migrations

STAYS = """
insert into inmates_stay (facility_id, inmate_id, admitted_on, arrival, arrived_from, left_on, departure, left_to,
    letter_number, recorded_at)
select facility_id, id, admitted_on, 'admission', '', left_on, case state when 'in_custody' then '' else state end, '',
    '', now()
from inmates_inmate i where not exists (select from inmates_stay s where s.inmate_id = i.id)
"""
LINES = """
insert into inmates_registerentry (facility_id, stay_id, kind, code, number, starts_on, expires_on, letter_number,
    issued_by, remark, recorded_at)
select s.facility_id, s.id, 'first', i.register_code, i.register_number, s.admitted_on, i.expires_on, '', '', '', now()
from inmates_stay s join inmates_inmate i on i.id = s.inmate_id
where not exists (select from inmates_registerentry e where e.stay_id = s.id)
"""


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("inmates", "0004_stays"), ("pghistory", "0007_auto_20250421_0444")]

    operations = [
        migrations.RunSQL(STAYS, migrations.RunSQL.noop),
        migrations.RunSQL(LINES, migrations.RunSQL.noop),
    ]
