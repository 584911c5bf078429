# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
import functools, inspect, math, numbers
from collections.abc import Callable
from typing import ParamSpec, TypeVar

__all__ = ['P', 'R', 'USERS', 'help_url', 'explained']
P: Any
R: Any
def help_url(e: BaseException) -> str | None: ...
USERS: Any
def explained(f: Any) -> Any: ...
