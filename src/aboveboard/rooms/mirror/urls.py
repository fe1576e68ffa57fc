"""Addresses of the mirror."""

from __future__ import annotations

from django.urls import path

from aboveboard.rooms.mirror import views

app_name = "mirror"
urlpatterns = [
    path("", views.page, name="page"),
]
