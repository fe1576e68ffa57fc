"""Addresses of the mirror."""

from __future__ import annotations

from django.urls import path

from aboveboard.rooms.mirror import views

app_name = "mirror"
urlpatterns = [
    path("", views.page, name="page"),
    path("definitions/", views.definitions, name="definitions"),
    path("mirror.csv", views.csv_file, name="csv"),
    path("mirror.json", views.json_file, name="json"),
    path("untold/", views.untold, name="untold"),
    path("look/", views.look, name="look"),
    path("links/", views.links, name="links"),
    path("links/<int:link_id>/<str:verb>/", views.decide, name="decide"),
    path("moments/<int:moment_id>/", views.moment, name="moment"),
    path("posts/<int:post_id>/", views.post, name="post"),
    path("moments/<int:moment_id>/posts/<int:post_id>/", views.tie, name="tie"),
]
