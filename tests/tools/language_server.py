"""A client of a language server: as much of the protocol as an editor needs to help someone write.

Language Server Protocol 3.17 over the server's standard input and output. The
server is the real one; what it answers is what an editor would show.
"""

import json
import queue
import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any

Message = dict[str, Any]

PATIENCE = 60
"""Seconds before a server that says nothing is given up."""


class LanguageServer:
    """A running server. ``settings`` is what it is told when it asks for its configuration, by section."""

    def __init__(self, command: Sequence[str | Path], settings: Message) -> None:
        self._settings = settings
        self._process = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert self._process.stdin and self._process.stdout
        self._to = self._process.stdin
        self._heard: queue.Queue[Message | None] = queue.Queue()
        self._reader = threading.Thread(target=self._listen, args=(self._process.stdout,), daemon=True)
        self._reader.start()
        self._asked = 0
        self._marked: dict[str, list[Message]] = {}
        self.capabilities = self._begin()

    def __enter__(self) -> "LanguageServer":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if kind is None:
            self.request("shutdown")
            self._send({"method": "exit"})
        else:
            self._process.kill()
        self._process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        self._to.close()
        assert self._process.stdout
        self._process.stdout.close()

    def request(self, method: str, params: Message | None = None) -> Any:
        """What the server answers; an error of its own is an AssertionError."""
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params or {}})
        while True:
            message = self._next()
            if message.get("id") == self._asked and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]

    def notify(self, method: str, params: Message) -> None:
        """Tell the server something it does not answer."""
        self._send({"method": method, "params": params})

    def marks(self, uri: str) -> list[Message]:
        """The diagnostics of a document just opened, when the server has made up its mind."""
        while uri not in self._marked:
            self._next()
        return self._marked[uri]

    def _begin(self) -> Message:
        hello: Message = self.request(
            "initialize",
            {
                "processId": None,
                "rootUri": None,
                "workspaceFolders": None,
                "capabilities": {
                    "workspace": {"configuration": True},
                    "textDocument": {
                        "completion": {
                            "completionItem": {"snippetSupport": True, "documentationFormat": ["markdown", "plaintext"]}
                        },
                        "hover": {"contentFormat": ["markdown", "plaintext"]},
                        "publishDiagnostics": {"versionSupport": True},
                    },
                },
            },
        )
        self.notify("initialized", {})
        self.notify("workspace/didChangeConfiguration", {"settings": self._settings})
        capabilities: Message = hello["capabilities"]
        return capabilities

    def _next(self) -> Message:
        """The next message; what the server asks of its client is answered on the way."""
        message = self._heard.get(timeout=PATIENCE)
        assert message is not None, f"the server ended with exit code {self._process.wait(PATIENCE)}"
        if message.get("method") == "textDocument/publishDiagnostics":
            said = message["params"]
            self._marked[said["uri"]] = said["diagnostics"]
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": self._answer(message)})
        return message

    def _answer(self, message: Message) -> Any:
        if message["method"] == "workspace/configuration":
            return [self._settings.get(item.get("section", "")) for item in message["params"]["items"]]
        return None

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._to.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._to.flush()

    def _listen(self, out: IO[bytes]) -> None:
        while header := out.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                header = out.readline()
            self._heard.put(json.loads(out.read(length)))
        self._heard.put(None)
