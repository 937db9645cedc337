"""As much of a mail server as a client needs to hand a message over."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


class _Conversation(socketserver.StreamRequestHandler):
    received: list[str]
    #: what the server answers to an address instead of taking it
    refusing: Mapping[str, str]

    def handle(self) -> None:
        self.wfile.write(b"220 test\r\n")
        in_data, body = False, b""
        for line in self.rfile:
            if in_data:
                if line == b".\r\n":
                    in_data = False
                    self.received.append(body.decode())
                    self.wfile.write(b"250 taken\r\n")
                else:
                    body += line
                continue
            word = line[:4].upper()
            if word == b"RCPT" and (answer := self._refusal(line)):
                self.wfile.write(answer)
            elif word == b"DATA":
                in_data, body = True, b""
                self.wfile.write(b"354 go on\r\n")
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 ok\r\n")

    def _refusal(self, line: bytes) -> bytes:
        address = line.decode().partition("<")[2].partition(">")[0]
        return f"{self.refusing[address]}\r\n".encode() if address in self.refusing else b""


@contextmanager
def mail_server(refusing: Mapping[str, str] | None = None) -> Iterator[tuple[str, list[str]]]:
    """Yield ``host:port`` and the list that fills with what arrives; ``refusing``: ``{address: "550 no such box"}``."""
    received: list[str] = []
    handler = type(
        "Conversation", (_Conversation,), {"received": received, "refusing": {} if refusing is None else refusing}
    )
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}", received
        server.shutdown()
