"""Skills training: courses and batches, who is taught, lessons and who was there."""

from training.models_courses import Batch, Course
from training.models_enrolment import Enrolment
from training.models_lessons import Lesson, LessonAttendance

__all__ = ["Batch", "Course", "Enrolment", "Lesson", "LessonAttendance"]
