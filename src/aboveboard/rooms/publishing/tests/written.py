"""The page for writing, filled in and sent."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

if TYPE_CHECKING:
    from django.test import Client

    from conftest import Cast


def png(width: int = 40, height: int = 30) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, "PNG")
    return file.getvalue()


def upload(name: str = "pot.png", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, png() if data is None else data, "image/png")


def send(browser: Client, cast: Cast, **fields: Any) -> Any:
    address = reverse("publishing:write", args=[cast.workspace.pk])
    usual = {"text": "We lost the order.", "when": "now", "zone": "Europe/Brussels"}
    return browser.post(address, {**usual, **fields})


def look(browser: Client, cast: Cast, **fields: Any) -> str:
    address = reverse("publishing:look", args=[cast.workspace.pk])
    return browser.post(address, fields).content.decode()
