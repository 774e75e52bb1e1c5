"""The choices of the states of batches and enrolments carry words; nothing in the database changes."""
import training.domain.lifecycle
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('training', '0003_enrolments_and_lessons_that_are_over'),
    ]

    operations = [
        migrations.AlterField(
            model_name='batch',
            name='state',
            field=models.CharField(choices=[('planned', 'Planned batch'), ('running', 'Running'), ('completed', 'Finished'), ('cancelled', 'Called off')], default=training.domain.lifecycle.BatchState['PLANNED'], max_length=10),
        ),
        migrations.AlterField(
            model_name='batchevent',
            name='state',
            field=models.CharField(choices=[('planned', 'Planned batch'), ('running', 'Running'), ('completed', 'Finished'), ('cancelled', 'Called off')], default=training.domain.lifecycle.BatchState['PLANNED'], max_length=10),
        ),
        migrations.AlterField(
            model_name='enrolment',
            name='state',
            field=models.CharField(choices=[('waiting', 'Waiting'), ('enrolled', 'Takes part'), ('completed', 'Completed'), ('failed', 'Not completed'), ('withdrawn', 'Left')], max_length=10),
        ),
        migrations.AlterField(
            model_name='enrolmentevent',
            name='state',
            field=models.CharField(choices=[('waiting', 'Waiting'), ('enrolled', 'Takes part'), ('completed', 'Completed'), ('failed', 'Not completed'), ('withdrawn', 'Left')], max_length=10),
        ),
    ]
