"""Addresses of the accounts."""

from __future__ import annotations

from django.urls import path

from aboveboard.rooms.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.page, name="page"),
    path("<int:account_id>/", views.account, name="account"),
    path("<int:account_id>/disconnect/", views.disconnect_account, name="disconnect"),
    path("connect/<str:network>/", views.connect, name="connect"),
    path("connect/<str:network>/app/", views.keep_app, name="app"),
    path("choose/<int:errand_id>/", views.choose_accounts, name="choose"),
]
