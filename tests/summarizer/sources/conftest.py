"""A web site on loopback that behaves as badly as it is told to, over real sockets."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

Answer = bytes | Callable[[socket.socket], None]


class Site:
    """Answers each path with the bytes in `answers`, or hands the connection to a function."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.hosts: list[str] = []
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def page(self, path: str, body: bytes, *headers: str, status: str = "200 OK") -> None:
        lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]
        if not any(header.lower().startswith("content-type") for header in headers):
            lines.insert(1, "Content-Type: text/html; charset=utf-8")
        self.answers[path] = "\r\n".join(lines).encode() + body

    def redirect(self, path: str, target: str, status: str = "302 Found") -> None:
        self.page(path, b"", f"Location: {target}", status=status)

    def close(self) -> None:
        self._listener.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            stream = self._tls.wrap_socket(connection, server_side=True) if self._tls else connection
            with stream:
                self._speak(stream)

    def _speak(self, stream: socket.socket) -> None:
        request = b""
        while b"\r\n\r\n" not in request:
            request += stream.recv(4096) or b"\r\n\r\n"
        first, *headers = request.decode("latin-1").split("\r\n")
        path = first.split(" ")[1]
        self.asked.append(path)
        self.hosts += [header[6:] for header in headers if header.lower().startswith("host: ")]
        answer = self.answers[path]
        if callable(answer):
            answer(stream)
        else:
            stream.sendall(answer)


@pytest.fixture
def site() -> Iterator[Site]:
    opened = Site()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for news.example alone, with its key, in one file."""
    path = tmp_path_factory.mktemp("tls") / "news.pem"
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=news.example "
        f"-addext subjectAltName=DNS:news.example -keyout {path} -out {path}.crt"
    )
    try:
        subprocess.run(command.split(), check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as cause:
        pytest.skip(f"no certificate can be made here: {cause}")
    path.write_bytes(path.read_bytes() + Path(f"{path}.crt").read_bytes())
    return path
