"""Addresses of the boundaries."""

from __future__ import annotations

from django.urls import path

from aboveboard.rooms.boundaries import views

app_name = "boundaries"
urlpatterns = [
    path("", views.page, name="page"),
    path("test/", views.try_text, name="test"),
    path("<int:boundary_id>/", views.boundary, name="boundary"),
    path("<int:boundary_id>/remove/", views.remove_boundary, name="remove"),
    path("<int:boundary_id>/restore/", views.restore_boundary, name="restore"),
    path("people/", views.people, name="people"),
    path("people/<int:consent_id>/", views.person, name="person"),
    path("people/<int:consent_id>/remove/", views.remove_person, name="remove_person"),
    path("people/<int:consent_id>/restore/", views.restore_person, name="restore_person"),
    path("list/", views.bring_list, name="list"),
    path("list/clear/", views.clear_rejected, name="clear_rejected"),
]
