"""Addresses of the demo."""

from __future__ import annotations

from django.urls import path

from aboveboard.rooms.demo import views

app_name = "demo"
urlpatterns = [
    path("demo/open/", views.open_demo, name="open"),
    path("w/<int:workspace_id>/remove-demo/", views.remove_demo, name="remove"),
]
