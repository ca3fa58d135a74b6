"""What a part of the model is: a dataclass that nobody changes, compared by identity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

_T = TypeVar("_T")


@dataclass_transform(eq_default=False, frozen_default=True)
def record(cls: type[_T]) -> type[_T]:
    """Make a class a dataclass whose values are compared by identity, and frozen for the type checker.

    One that Python itself keeps frozen takes three times as long to make, as it sets each field through a
    function, and a document is a hundred of them.
    """
    return dataclass(slots=True, eq=False)(cls)
