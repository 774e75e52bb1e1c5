"""The Celery application: a doorbell between the scheduler and the workers, relied on for nothing."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rutan.settings")

app = Celery("pulih")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
