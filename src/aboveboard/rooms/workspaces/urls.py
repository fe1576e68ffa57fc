"""Addresses of sign-in and of choices."""

from __future__ import annotations

from django.urls import path

from aboveboard.rooms.workspaces import views

app_name = "workspaces"
urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/<str:token>/", views.sign_in_by_link, name="sign_in_by_link"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("w/<int:workspace_id>/settings/", views.preferences, name="preferences"),
]
