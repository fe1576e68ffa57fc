"""Where networks send people back to: under no workspace, for a network keeps one address."""

from __future__ import annotations

from django.urls import path

from aboveboard.rooms.accounts import views

app_name = "accounts_return"
urlpatterns = [
    path("connect/bluesky/client-metadata.json", views.bluesky_metadata, name="bluesky"),
    path("connect/<str:network>/", views.come_back, name="come_back"),
]
