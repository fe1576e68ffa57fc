"""Settings, read once and typed; a wrong one stops the start and says what to write.

Order, strongest first: environment (``ABOVEBOARD_`` before each name), then ``aboveboard.toml`` in
the data folder, then the default here. User-changeable choices are rows, not settings.
"""

from __future__ import annotations

import os
import secrets
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Literal, override
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from platformdirs import user_data_path
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, TomlConfigSettingsSource

if TYPE_CHECKING:
    from pydantic_settings import PydanticBaseSettingsSource


def _networks(wish: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(one.strip()) for one in wish.split(",") if one.strip())


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

    def signing_key(self) -> str:
        """Return the secret key: the setting, its file, or one made once in the data folder."""
        if self.secret_key:
            return self.secret_key
        if self.secret_key_file is not None:
            return self.secret_key_file.read_text(encoding="utf-8").strip()
        kept = self.data_dir / "secret-key"
        if not kept.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
            with open(kept, "x", encoding="utf-8", opener=_private) as file:
                file.write(secrets.token_urlsafe(64))
        return kept.read_text(encoding="utf-8").strip()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
