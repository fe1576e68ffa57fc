"""Addresses of the library."""

from __future__ import annotations

from django.urls import path

from aboveboard.rooms.library import views

app_name = "library"
urlpatterns = [
    path("", views.page, name="page"),
]
