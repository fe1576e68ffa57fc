"""Settings, read once and typed; a wrong one stops the start and says what to write.

Order, strongest first: environment (``ABOVEBOARD_`` before each name), then ``aboveboard.toml`` in
the data folder, then the default here. User-changeable choices are rows, not settings.
"""

from __future__ import annotations

import os
import secrets
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, override
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from platformdirs import user_data_path
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, TomlConfigSettingsSource

if TYPE_CHECKING:
    from pydantic_settings import PydanticBaseSettingsSource


def _networks(wish: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(one.strip()) for one in wish.split(",") if one.strip())


SHORTEST_KEY: Final = 32
"""Characters of a sealing key at least; those made here have 43."""


def _keys(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _places(wish: str) -> dict[str, str]:
    pairs = (one.partition("=") for one in wish.split(",") if one.strip())
    return {real.strip(): other.strip() for real, _, other in pairs}


class BadSetting(Exception):
    """A setting that cannot be used; the message says which and what to write."""


def _default_data_dir() -> Path:
    return user_data_path("aboveboard", appauthor=False)


def _system_zone() -> str:
    """Return the machine's zone by name, or UTC where it cannot be told."""
    try:
        parts = Path("/etc/localtime").resolve().parts
    except OSError:
        return "UTC"
    name = "/".join(parts[parts.index("zoneinfo") + 1 :]) if "zoneinfo" in parts else ""
    return name if name in available_timezones() else "UTC"


class Environment(BaseSettings):
    """Every setting of an installation. Frozen; see docs/settings.md for the words."""

    model_config = SettingsConfigDict(env_prefix="ABOVEBOARD_", frozen=True, extra="forbid")

    data_dir: Path = Field(default_factory=_default_data_dir)
    """Folder of the database, attachments and uploads."""
    database_url: str = ""
    """Empty for SQLite in the data folder, or ``postgresql://user:password@host:port/name``."""
    secret_key: str = ""
    """Signs sessions; made and kept in the data folder when empty."""
    secret_key_file: Path | None = None
    """A file that holds the secret key, for container secrets."""
    sealing_key: str = ""
    """Seals what opens accounts; made and kept in the data folder when empty. While it is changed
    there may be several, the newest first, with commas between them."""
    sealing_key_file: Path | None = None
    """A file that holds the sealing keys, one a line, the newest first."""

    @field_validator("sealing_key")
    @classmethod
    def _only_long_keys(cls, wish: str) -> str:
        keys = _keys(wish.replace(",", "\n"))
        if any(len(key) < SHORTEST_KEY for key in keys):
            raise ValueError(f"write a key of {SHORTEST_KEY} characters or more")
        return ",".join(keys)

    base_url: str = ""
    """Public address, such as ``https://aboveboard.example``; empty for this machine only."""

    @field_validator("base_url")
    @classmethod
    def _only_an_origin(cls, wish: str) -> str:
        parts = urlsplit(wish)
        if not wish:
            return ""
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
            raise ValueError("write https://name, without a path")
        return f"{parts.scheme}://{parts.netloc}"

    host: str = "127.0.0.1"
    """Address to listen on."""
    port: int = Field(default=0, ge=0, le=65535)
    """Port to listen on; 0 takes 8765, or a free one when that is taken."""
    threads: int = Field(default=6, ge=1, le=64)
    """Threads that answer pages."""
    proxy: str = ""
    """HTTP proxy all that goes out passes, such as ``http://proxy.example:3128``; empty for none."""
    own_networks: str = ""
    """Networks of your own that accounts may lie in, such as ``10.1.2.0/24, fd00::/64``."""

    network_addresses: str = ""
    """Stand-ins for trials: ``https://api.linkedin.com=http://127.0.0.1:4001``, with commas between."""

    @field_validator("network_addresses")
    @classmethod
    def _only_origins(cls, wish: str) -> str:
        places = _places(wish)
        for place in (*places, *places.values()):
            parts = urlsplit(place)
            if (
                parts.scheme not in {"http", "https"}
                or place != f"{parts.scheme}://{parts.netloc}"
            ):
                raise ValueError("write https://name=https://other, without paths")
        return wish

    @field_validator("proxy")
    @classmethod
    def _only_a_proxy(cls, wish: str) -> str:
        parts = urlsplit(wish)
        if wish and (parts.scheme not in {"http", "https"} or not parts.hostname):
            raise ValueError("write http://name:port, with user:password@ before it if need be")
        return wish

    @field_validator("own_networks")
    @classmethod
    def _only_networks(cls, wish: str) -> str:
        return ", ".join(str(network) for network in _networks(wish))

    mail_url: str = ""
    """Server that takes mail, such as ``submission://user:password@mail.example``; empty for no mail."""
    mail_from: str = ""
    """Address mail comes from; ``aboveboard@`` and the name of the public address when empty."""

    time_zone: str = Field(default_factory=_system_zone)
    """Zone in which days begin, such as ``Europe/Brussels``; that of the machine when left out."""
    debug: bool = False
    """Shows Django's own error pages. Never on an address others reach."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "WARNING"
    """From which weight on the log speaks."""

    @classmethod
    @override
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        folder = Path(os.environ.get("ABOVEBOARD_DATA_DIR") or _default_data_dir())
        toml = TomlConfigSettingsSource(settings_cls, folder / "aboveboard.toml")
        return init_settings, env_settings, toml

    @classmethod
    def read(cls) -> Environment:
        """Return the settings of this process.

        Raises:
            BadSetting: a value does not fit; says which setting, and why.
        """
        try:
            return cls()
        except ValidationError as bad:
            first = bad.errors()[0]
            name = "_".join(str(part) for part in first["loc"]).upper()
            raise BadSetting(f"ABOVEBOARD_{name}: {first['msg']}.") from bad

    @property
    def is_open(self) -> bool:
        """Whether other machines reach the server by itself, without a proxy on this one."""
        return self.host not in {"127.0.0.1", "localhost", "::1"}

    @property
    def own(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The networks of one's own that requests may reach; none by default."""
        return _networks(self.own_networks)

    @property
    def elsewhere(self) -> dict[str, str]:
        """The origins that stand in the place of those of networks; none by default."""
        return _places(self.network_addresses)

    def signing_key(self) -> str:
        """Return the secret key: the setting, its file, or one made once in the data folder."""
        if self.secret_key:
            return self.secret_key
        if self.secret_key_file is not None:
            return self.secret_key_file.read_text(encoding="utf-8").strip()
        kept = self.data_dir / "secret-key"
        if not kept.exists():
            _make_once(kept, secrets.token_urlsafe(64))
        return kept.read_text(encoding="utf-8").strip()

    @property
    def sealing_key_path(self) -> Path | None:
        """The file of the sealing keys; None where the setting itself holds them."""
        if self.sealing_key:
            return None
        return self.sealing_key_file or self.data_dir / "sealing-key"

    def sealing_keys(self) -> tuple[str, ...]:
        """Return the sealing keys, the newest first; one is made once in the data folder.

        Reads the file each time, so that a process that runs takes a new key up at once.

        Raises:
            BadSetting: the file that was named cannot be read, or holds no long enough key.
        """
        path = self.sealing_key_path
        if path is None:
            return _keys(self.sealing_key.replace(",", "\n"))
        if self.sealing_key_file is None and not path.exists():
            _make_once(path, new_key())
        try:
            keys = _keys(path.read_text(encoding="utf-8"))
        except OSError as bad:
            raise BadSetting(f"ABOVEBOARD_SEALING_KEY_FILE: {path} cannot be read.") from bad
        if not keys or any(len(key) < SHORTEST_KEY for key in keys):
            raise BadSetting(
                f"{path}: write a key of {SHORTEST_KEY} characters or more a line."
            )
        return keys


def new_key() -> str:
    """Return a new sealing key: 32 bytes of chance."""
    return secrets.token_urlsafe(32)


def write_keys(path: Path, keys: tuple[str, ...]) -> None:
    """Put ``keys`` in the place of those in the file, whole or not at all; nobody else reads it."""
    beside = _beside(path, "\n".join(keys) + "\n")
    beside.replace(path)


def _make_once(path: Path, text: str) -> None:
    """Make a file with ``text`` unless there is one: of several processes the first one wins."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = _beside(path, text)
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def _beside(path: Path, text: str) -> Path:
    """Return a new file in the same folder that is whole, on the disk, and its owner's alone."""
    beside = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    with open(beside, "x", encoding="utf-8", opener=_private) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return beside


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
