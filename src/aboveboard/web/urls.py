"""Addresses that belong to no room."""

from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

from aboveboard.web import views

app_name = "web"
urlpatterns = [
    path("theme/", views.set_theme, name="theme"),
    path("language/", set_language, name="language"),
    path("health/", views.health, name="health"),
]
