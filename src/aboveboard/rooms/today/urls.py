"""Addresses of the first page."""

from __future__ import annotations

from django.urls import path

from aboveboard.rooms.today import views

app_name = "today"
urlpatterns = [
    path("", views.page, name="page"),
    path("go/", views.go, name="go"),
]
