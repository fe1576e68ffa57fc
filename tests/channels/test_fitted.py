"""A picture made to fit a network is taken by it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from aboveboard.channels.pictures import fit
from aboveboard.channels.port import Channel, Draft, Form, MediaLimits
from tests.channels.asked import TEXT, ready
from tests.channels.facebook import account as facebook_account
from tests.channels.instagram import account as instagram_account
from tests.channels.linkedin import account as linkedin_account
from tests.networks.linkedin import LinkedIn
from tests.networks.meta import Facebook, Instagram

if TYPE_CHECKING:
    from tests.networks.network import Network


def opened(name: str) -> tuple[Network, Channel]:
    """Return a stand-in and a channel to it; the address of a picture is its path."""
    if name == "linkedin":
        linkedin = LinkedIn()
        return linkedin, linkedin_account.channel(linkedin)
    if name == "facebook":
        facebook = Facebook()
        return facebook, facebook_account.channel(facebook)
    instagram = Instagram(fetch=lambda address: Path(address).read_bytes())
    return instagram, instagram_account.channel(instagram)


@pytest.mark.parametrize(
    "size", [(2500, 2000), (1333, 1667), (1909, 1000), (100, 90), (900, 300)]
)
@pytest.mark.parametrize("name", ["linkedin", "instagram", "facebook"])
def test_a_photo_of_any_shape(name: str, size: tuple[int, int], tmp_path: Path) -> None:
    network, channel = opened(name)
    publish(network, channel, channel.media_limits, size, Form.POST, tmp_path)


@pytest.mark.parametrize("size", [(1080, 1920), (2000, 2000), (90, 900)])
def test_a_story_of_any_shape(size: tuple[int, int], tmp_path: Path) -> None:
    network, channel = opened("instagram")
    limits = channel.media_limits.story
    assert limits is not None
    publish(network, channel, limits, size, Form.STORY, tmp_path)


def publish(
    network: Network,
    channel: Channel,
    limits: MediaLimits,
    size: tuple[int, int],
    form: Form,
    folder: Path,
) -> None:
    Image.new("RGBA", size, (200, 10, 10, 120)).save(folder / "stekker.png")
    fitted = fit(folder / "stekker.png", limits, folder=folder / "fitted", has_border=True)
    media = replace(fitted.media, address=str(fitted.media.path))
    text = "" if form is Form.STORY else TEXT
    channel.publish(ready(channel, network, Draft(text, media=(media,), form=form)))
    assert len(network.ledger.living()) == 1
