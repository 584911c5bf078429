# Made by tools/stubs.py from the module beside it: methods of @patch stand in their classes. Do not edit.
from typing import Any
from collections.abc import Callable, Iterator
from fastcore.basics import patch
from .experiment import stop_experiment
from .kpis import *
from .orders import OrderError
from .page import EXPORT_TOOLS, Page, box, titled, two, store_has
from .rows import read_number
from .safe_text import count_words
from .store import tables
from .widgets import Cards, Chart, Form, Note, Table

__all__ = ['EXPERIMENT', 'benefit_words']
EXPERIMENT: Any
def benefit_words(t: dict) -> list: ...
