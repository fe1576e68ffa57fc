"""Addresses of the readings."""

from __future__ import annotations

from django.urls import path

from aboveboard.rooms.readings import views

app_name = "readings"
urlpatterns = [
    path("", views.page, name="page"),
    path("shown/", views.shown, name="shown"),
    path("rules/", views.rules, name="rules"),
    path("rules/<str:rule>/", views.rule, name="rule"),
    path("rules/<str:rule>/switch/", views.switch_rule, name="switch"),
    path("dismissals/", views.dismissals, name="dismissals"),
    path("dismissals/dismissals.csv", views.dismissals_csv, name="dismissals_csv"),
    path("dismissals/dismissals.json", views.dismissals_json, name="dismissals_json"),
    path(
        "dismissals/<int:dismissal_id>/bring-back/",
        views.bring_dismissal_back,
        name="bring_dismissal_back",
    ),
    path("archive/", views.archive, name="archive"),
    path("archive/progress/", views.archive_progress, name="archive_progress"),
]
