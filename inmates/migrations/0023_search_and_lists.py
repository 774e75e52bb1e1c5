"""One index for names within a facility, and what lists are sorted by."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import BtreeGinExtension
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0003_clock_under_lock'),
        ('inmates', '0019_imports_held_named_undone'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BtreeGinExtension(),
        migrations.RemoveIndex(
            model_name='inmate',
            name='inmate_by_expiry',
        ),
        migrations.RemoveIndex(
            model_name='inmate',
            name='inmate_name_trigrams',
        ),
        migrations.AddIndex(
            model_name='inmate',
            index=models.Index(fields=['facility', 'expires_on', 'id'], name='inmate_by_expiry'),
        ),
        migrations.AddIndex(
            model_name='inmate',
            index=models.Index(fields=['facility', 'admitted_on', 'id'], name='inmate_by_admission'),
        ),
        migrations.AddIndex(
            model_name='inmate',
            index=models.Index(models.F('facility'), django.db.models.functions.comparison.Collate(django.db.models.functions.text.Upper('full_name'), 'C'), models.F('id'), name='inmate_by_name_beginning'),
        ),
        migrations.AddIndex(
            model_name='inmate',
            index=models.Index(models.F('facility'), django.db.models.functions.comparison.Collate(django.db.models.functions.text.Upper('register_number'), 'C'), models.F('id'), name='inmate_by_number_beginning'),
        ),
        migrations.AddIndex(
            model_name='inmate',
            index=models.Index(models.F('facility'), django.db.models.functions.text.Right('nik', 4), models.F('id'), condition=models.Q(('nik__isnull', False)), name='inmate_by_nik_end'),
        ),
        migrations.AddIndex(
            model_name='inmate',
            index=django.contrib.postgres.indexes.GinIndex(models.F('facility'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('full_name'), name='gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('alias'), name='gin_trgm_ops'), django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Upper('register_number'), name='gin_trgm_ops'), name='inmate_by_words'),
        ),
    ]
