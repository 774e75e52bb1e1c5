"""The choices of states, tiers and kinds of session carry words; nothing in the database changes."""
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('rehab', '0005_counted_sessions_and_closed_groups'),
    ]

    operations = [
        migrations.AlterField(
            model_name='placement',
            name='state',
            field=models.CharField(choices=[('active', 'active'), ('completed', 'completed'), ('dropped_out', 'dropped out'), ('transferred', 'transferred to another facility'), ('released', 'released from custody'), ('referred', 'referred'), ('died', 'died'), ('withdrawn', 'withdrew')], default='active', max_length=12),
        ),
        migrations.AlterField(
            model_name='placementevent',
            name='state',
            field=models.CharField(choices=[('active', 'active'), ('completed', 'completed'), ('dropped_out', 'dropped out'), ('transferred', 'transferred to another facility'), ('released', 'released from custody'), ('referred', 'referred'), ('died', 'died'), ('withdrawn', 'withdrew')], default='active', max_length=12),
        ),
        migrations.AlterField(
            model_name='programmeedition',
            name='tier',
            field=models.CharField(choices=[('ringan', 'Mild'), ('sedang', 'Moderate'), ('berat', 'Severe')], max_length=10),
        ),
        migrations.AlterField(
            model_name='programmeunit',
            name='session_type',
            field=models.CharField(choices=[('individual_counselling', 'individual counselling'), ('group_counselling', 'group counselling'), ('education_session', 'education session'), ('brief_intervention', 'brief intervention'), ('family_session', 'family therapy'), ('community_activity', 'community activity'), ('morning_meeting', 'morning meeting'), ('seminar', 'seminar'), ('static_group', 'static group'), ('function_group', 'function group'), ('sharing_feeling', 'sharing of feelings'), ('skills_training', 'skills training'), ('urine_test', 'urine test'), ('measurement', 'measurement'), ('graduation', 'graduation')], max_length=30),
        ),
        migrations.AlterField(
            model_name='tierdecision',
            name='decided',
            field=models.CharField(choices=[('ringan', 'Mild'), ('sedang', 'Moderate'), ('berat', 'Severe')], max_length=10),
        ),
        migrations.AlterField(
            model_name='tierdecision',
            name='recommended',
            field=models.CharField(blank=True, choices=[('ringan', 'Mild'), ('sedang', 'Moderate'), ('berat', 'Severe')], max_length=10, null=True),
        ),
        migrations.AlterField(
            model_name='tierdecision',
            name='state',
            field=models.CharField(choices=[('awaiting_second', 'awaits the second person'), ('final', 'final'), ('declined', 'declined')], max_length=16),
        ),
        migrations.AlterField(
            model_name='tierdecisionevent',
            name='decided',
            field=models.CharField(choices=[('ringan', 'Mild'), ('sedang', 'Moderate'), ('berat', 'Severe')], max_length=10),
        ),
        migrations.AlterField(
            model_name='tierdecisionevent',
            name='recommended',
            field=models.CharField(blank=True, choices=[('ringan', 'Mild'), ('sedang', 'Moderate'), ('berat', 'Severe')], max_length=10, null=True),
        ),
        migrations.AlterField(
            model_name='tierdecisionevent',
            name='state',
            field=models.CharField(choices=[('awaiting_second', 'awaits the second person'), ('final', 'final'), ('declined', 'declined')], max_length=16),
        ),
    ]
