"""Pages of the case file; ``rutan.urls`` puts them beside those of ``inmates``."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
