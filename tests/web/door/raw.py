"""Requests byte for byte: what no well-behaved library would send."""

import socket
from dataclasses import dataclass

SECONDS = 10


@dataclass(frozen=True)
class Answer:
    """What came back until the connection was closed."""

    data: bytes

    @property
    def status(self) -> int:
        """The number of the first answer; 0 if there was none."""
        parts = self.data.split(b" ", 2)
        return int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0

    @property
    def body(self) -> bytes:
        """What stands after the headers."""
        return self.data.partition(b"\r\n\r\n")[2]

    @property
    def headers(self) -> dict[str, str]:
        """The headers, by small names."""
        lines = self.data.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]
        return {name.lower(): value.strip() for name, _, value in (x.partition(":") for x in lines)}


def ask(port: int, request: bytes, *, seconds: float = SECONDS) -> Answer:
    """Send these bytes and read until the other side closes or falls silent."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        connection.settimeout(seconds)
        held = bytearray()
        try:
            connection.sendall(request)
            while piece := connection.recv(65536):
                held += piece
        except (TimeoutError, ConnectionError):
            pass
        return Answer(bytes(held))


def request(
    method: str,
    path: str,
    headers: list[tuple[str, str]],
    body: bytes = b"",
    *,
    version: str = "1.1",
) -> bytes:
    """A request with these headers in this order and nothing added but its length and its end."""
    lines = [f"{method} {path} HTTP/{version}"]
    lines += [f"{name}: {value}" for name, value in [*headers, ("Connection", "close")]]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body
