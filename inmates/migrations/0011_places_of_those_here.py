"""Give everybody whose row names a cell the place they have had since their admission; who has left has none any more."""

from django.db import migrations

# The last stay is the one the row speaks of. Who left keeps the place until the end of that day, as history.
PLACES = """
insert into inmates_cellplace (facility_id, stay_id, inmate_id, cell_id, starts_at, ends_at, reason, recorded_at)
select i.facility_id, s.id, i.id, i.cell_id,
    least(s.admitted_on::timestamp at time zone f.timezone, now()),
    case when i.state = 'in_custody' and i.voided_at is null and s.left_on is null then null
        else greatest(
            least((coalesce(s.left_on, current_date) + 1)::timestamp at time zone f.timezone, now()),
            s.admitted_on::timestamp at time zone f.timezone) end,
    '', now()
from inmates_inmate i
join agencies_facility f on f.id = i.facility_id
join lateral (
    select * from inmates_stay s where s.inmate_id = i.id and s.voided_at is null
    order by s.admitted_on desc, s.id desc limit 1
) s on true
where i.cell_id is not null and not exists (select from inmates_cellplace p where p.inmate_id = i.id)
"""
LEFT = """
update inmates_inmate i set cell_id = null
where i.cell_id is not null
    and not exists (
        select from inmates_cellplace p where p.inmate_id = i.id and p.ends_at is null and p.voided_at is null)
"""


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("inmates", "0010_whereabouts"), ("pghistory", "0007_auto_20250421_0444")]

    operations = [
        migrations.RunSQL(PLACES, migrations.RunSQL.noop),
        migrations.RunSQL(LEFT, migrations.RunSQL.noop),
    ]
