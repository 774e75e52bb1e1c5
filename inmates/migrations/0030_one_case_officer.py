"""Somebody has one case officer at a time; choices of the register and of columns carry words."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0003_clock_under_lock'),
        ('inmates', '0023_search_and_lists'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='accessgrant',
            name='purpose',
            field=models.CharField(choices=[('assessment', 'Screening and assessment'), ('coordination', 'Coordination'), ('case_work', 'Case work'), ('case_officer', 'Case officer of the person'), ('group', 'Facilitates the group'), ('training', 'Teaches the batch')], max_length=20),
        ),
        migrations.AlterField(
            model_name='accessgrantevent',
            name='purpose',
            field=models.CharField(choices=[('assessment', 'Screening and assessment'), ('coordination', 'Coordination'), ('case_work', 'Case work'), ('case_officer', 'Case officer of the person'), ('group', 'Facilitates the group'), ('training', 'Teaches the batch')], max_length=20),
        ),
        migrations.AlterField(
            model_name='columnmapping',
            name='column',
            field=models.CharField(blank=True, choices=[('running_number', 'running number'), ('register_code', 'register'), ('register_number', 'register number'), ('full_name', 'name'), ('alias', 'alias'), ('nik', 'NIK'), ('birth_place', 'birth place'), ('born_on', 'birth date'), ('birth_place_and_date', 'birth place and date'), ('sex', 'sex'), ('religion', 'religion'), ('education', 'education'), ('occupation', 'occupation'), ('address', 'address'), ('offence', 'offence'), ('admitted_on', 'admitted on'), ('expires_on', 'expires on'), ('cell', 'block and cell'), ('block', 'block'), ('cell_in_block', 'cell in the block'), ('remark', 'remark')], max_length=30),
        ),
        migrations.AlterField(
            model_name='columnmappingevent',
            name='column',
            field=models.CharField(blank=True, choices=[('running_number', 'running number'), ('register_code', 'register'), ('register_number', 'register number'), ('full_name', 'name'), ('alias', 'alias'), ('nik', 'NIK'), ('birth_place', 'birth place'), ('born_on', 'birth date'), ('birth_place_and_date', 'birth place and date'), ('sex', 'sex'), ('religion', 'religion'), ('education', 'education'), ('occupation', 'occupation'), ('address', 'address'), ('offence', 'offence'), ('admitted_on', 'admitted on'), ('expires_on', 'expires on'), ('cell', 'block and cell'), ('block', 'block'), ('cell_in_block', 'cell in the block'), ('remark', 'remark')], max_length=30),
        ),
        migrations.AlterField(
            model_name='officialdate',
            name='milestone',
            field=models.CharField(choices=[('third', '1/3 of the sentence'), ('half', '1/2 of the sentence'), ('two_thirds', '2/3 of the sentence'), ('whole', 'Whole sentence')], max_length=12),
        ),
        migrations.AlterField(
            model_name='officialdateevent',
            name='milestone',
            field=models.CharField(choices=[('third', '1/3 of the sentence'), ('half', '1/2 of the sentence'), ('two_thirds', '2/3 of the sentence'), ('whole', 'Whole sentence')], max_length=12),
        ),
        migrations.AlterField(
            model_name='registerentry',
            name='kind',
            field=models.CharField(choices=[('first', 'Admission'), ('extension', 'Extension'), ('change', 'Other register'), ('remission', 'Remission'), ('correction', 'Corrected end')], max_length=12),
        ),
        migrations.AlterField(
            model_name='registerentryevent',
            name='kind',
            field=models.CharField(choices=[('first', 'Admission'), ('extension', 'Extension'), ('change', 'Other register'), ('remission', 'Remission'), ('correction', 'Corrected end')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='accessgrant',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None), ('purpose', 'case_officer')), fields=('inmate',), name='access_grant_one_case_officer', violation_error_message='The person has a case officer already.'),
        ),
    ]
