"""Pages of training."""

from django.urls import path

from training import views, views_lessons, views_people

app_name = "training"
urlpatterns = [
    path("", views.batches, name="list"),
    path("courses/", views.courses, name="courses"),
    path("courses/new/", views.course_new, name="course_new"),
    path("courses/<int:course_id>/", views.course_edit, name="course"),
    path("batches/new/", views.batch_new, name="batch_new"),
    path("batches/<int:batch_id>/", views.batch, name="batch"),
    path("batches/<int:batch_id>/start/", views.batch_start, name="batch_start"),
    path("batches/<int:batch_id>/close/", views.batch_close, name="batch_close"),
    path("batches/<int:batch_id>/cancel/", views.batch_cancel, name="batch_cancel"),
    path("batches/<int:batch_id>/enrol/", views_people.enrol, name="enrol"),
    path("batches/<int:batch_id>/complete/", views_people.complete, name="complete"),
    path("batches/<int:batch_id>/lessons/new/", views_lessons.lesson_new, name="lesson_new"),
    path("lessons/<int:lesson_id>/", views_lessons.lesson, name="lesson"),
    path("enrolments/<int:enrolment_id>/move-up/", views_people.move_up, name="move_up"),
    path("enrolments/<int:enrolment_id>/withdraw/", views_people.withdraw, name="withdraw"),
    path("enrolments/<int:enrolment_id>/fail/", views_people.fail, name="fail"),
    path("enrolments/<int:enrolment_id>/certificate/", views_people.certificate, name="certificate"),
]
