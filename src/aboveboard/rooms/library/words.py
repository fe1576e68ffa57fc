"""The words for every reason a row is skipped, and for every archive that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from aboveboard.core.networks import NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

FORMATS: Final[Mapping[str, str | _StrPromise]] = {
    **NAMES,
    "linkedin_analytics": _("LinkedIn analytics"),
}
"""Formats by name, as :data:`aboveboard.archives.formats.FORMATS` has them."""

REASONS: Final[Mapping[str, _StrPromise]] = {
    "no_date": _("The time of it cannot be read."),
    "no_text": _("There is nothing in it to keep."),
    "no_author": _("The account behind it is hidden or closed: no name and no address."),
    "no_id": _("Nothing in it tells which item it is."),
    "bad_row": _("It does not have the cells this file says it has."),
    "bad_json": _("This file is no JSON."),
    "bad_encoding": _("Its letters are in an encoding that cannot be read."),
    "too_large": _("It is larger than any real one."),
    "too_deep": _("It lies deeper inside than any real one."),
    "unsafe_name": _("Its name points outside the archive, or it is a link."),
    "duplicate_name": _("There are two of this name; the first one was taken."),
    "not_ours": _("It is about others, or a kind of data that is not kept here."),
    "sponsored": _("It is an advertisement."),
    "unknown_file": _("This file is not one we read."),
    "damaged": _("The file breaks off, or its checksum is wrong."),
}
"""By :data:`aboveboard.archives.values.REASONS`."""

FAILURES: Final[Mapping[str, _StrPromise]] = {
    "not_an_archive": _(
        "This is not an archive that can be opened. Choose the zip, tar.gz, CSV, XLSX or CAR file "
        "as the network gave it to you."
    ),
    "unknown_kind": _(
        "This archive opens, but it is no export of a network read here. Look below how to ask for "
        "the right one."
    ),
    "encrypted": _(
        "This archive is locked with a password. Unpack it, pack it again without one, and bring "
        "that in."
    ),
    "damaged": _("This archive is damaged. Download it once more from the network."),
    "too_large": _(
        "Far more comes out of this archive than a person can have written, so nothing was taken. "
        "Check where it came from."
    ),
    "too_many_files": _(
        "There are more files in this archive than an export has, so nothing was taken. Check "
        "where it came from."
    ),
    "html_instead_of_json": _(
        "This is the export as pages to look at. Ask for it again and choose JSON as the format."
    ),
    "file_gone": _("The uploaded file is no longer there. Bring it in once more."),
    "fault": _(
        "Something in this archive made the reader fail, so nothing was taken. Please report it "
        "with the word below; your archive is not needed for that."
    ),
}
"""What is wrong and what to do, by the reason of
:class:`aboveboard.archives.values.UnreadableArchive` and our own two."""
