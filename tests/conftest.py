"""What holds for every test: it reaches no other machine, and nothing about this one changes what it finds."""

import ipaddress
import os
import socket

import pytest
from hypothesis import settings

settings.register_profile("clinote", deadline=None)  # a machine under load fails no test
settings.load_profile("clinote")

for name in (
    "LINES", "COLUMNS",  # of the terminal this was started from: pytest-xdist has them set, and rich heeds them
    "PYTHONDONTWRITEBYTECODE",  # else each of some hundred commands that are started compiles clinote anew
):  # fmt: skip
    os.environ.pop(name, None)


def _here(address) -> bool:
    """Whether a socket's address is of this machine: a path, a loopback address, or its name."""
    if not isinstance(address, tuple):
        return True
    host = address[0]
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback or ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Sockets of the test's own process connect to the loopback alone; a name of another host is not looked up."""
    for name in ("connect", "connect_ex", "sendto"):
        plain = getattr(socket.socket, name)

        def guarded(self, *arguments, _plain=plain):
            if self.family in (socket.AF_INET, socket.AF_INET6) and not _here(arguments[-1]):
                raise AssertionError(f"a test reached for {arguments[-1]}")
            return _plain(self, *arguments)

        monkeypatch.setattr(socket.socket, name, guarded)

    look_up = socket.getaddrinfo

    def found(host, *arguments, **options):
        name = host.decode() if isinstance(host, bytes) else host
        if name and not _here((name,)) and name != socket.gethostname():
            raise AssertionError(f"a test looked up {name}")
        return look_up(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", found)
