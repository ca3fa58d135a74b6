"""Building anew while serving when a file changes that may not be there yet."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from watchdog.events import FileSystemEvent, FileSystemEventHandler

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer


def watch_file(server: LiveReloadServer, path: Path) -> None:
    """Have the server build anew when a file appears, changes or goes.

    The server's own `watch` dies of a file that does not exist, and does not see one that is made again. To
    give it the folder would mean a build at every change beside the file: of a log, without end.
    """
    folder = path.absolute().parent
    if folder.is_dir():
        server.observer.schedule(_OneFile(server, path), str(folder), recursive=False)


class _OneFile(FileSystemEventHandler):
    """Asks for a build when something happens to one file of a folder."""

    def __init__(self, server: LiveReloadServer, path: Path) -> None:
        self.server = server
        self.path = os.path.abspath(path)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Ask as the server's own handler does, which can't be had for a part of a folder."""
        if self.path in (event.src_path, event.dest_path):
            with self.server._rebuild_cond:
                self.server._want_rebuild = True
                self.server._rebuild_cond.notify_all()
