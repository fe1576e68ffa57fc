"""Addresses of the record."""

from __future__ import annotations

from django.urls import path

from aboveboard.rooms.record import views

app_name = "record"
urlpatterns = [
    path("", views.timeline, name="timeline"),
]
