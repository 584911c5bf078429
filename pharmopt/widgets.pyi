# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
from pathlib import Path
import anywidget
import traitlets as T
from .languages import Words, shown

__all__ = ['PARTS', 'Heartbeat', 'Header', 'Cards', 'Note', 'Table', 'Form', 'Picker', 'Chart', 'shared', 'Library', 'Saver']
def shared(*parts: str) -> Path: ...
PARTS: Any
class Library(anywidget.AnyWidget):
    answered: Any
class _Part(anywidget.AnyWidget):
    translator: Words | None
    def translate(self, translator: Words | None) -> None: ...
    def send(self, content, buffers=...) -> None: ...
Heartbeat: Any
Header: Any
Cards: Any
Note: Any
Table: Any
Form: Any
Picker: Any
Chart: Any
class Saver(_Part):
    def save(self, name: str, data: bytes, mime: str = ...) -> None: ...
    def print(self, page: bytes) -> None: ...
