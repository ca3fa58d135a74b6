"""What a part of the model is: a dataclass that nobody changes, compared by identity.

And how it is pickled. A document that a second process has read is handed over so, several hundred parts of
it; by its own ways, which ask each of them for its class, fields and state, Python takes twice as long.
"""

from __future__ import annotations

import copyreg
from collections.abc import Callable
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, TypeVar, cast, dataclass_transform

_T = TypeVar("_T")
_Tuple = TypeVar("_Tuple", bound=tuple[Any, ...])


@dataclass_transform(eq_default=False, frozen_default=True)
def record(cls: type[_T]) -> type[_T]:
    """Make a class a dataclass whose values are compared by identity, and frozen for the type checker.

    One that Python itself keeps frozen takes three times as long to make, as it sets each field through a
    function, and a document is a hundred of them.
    """
    made = dataclass(slots=True, eq=False)(cls)
    names = [field.name for field in fields(cast("Any", made))]
    values: Callable[[_T], Any] = attrgetter(*names)
    if len(names) > 1:
        copyreg.pickle(made, lambda each: (made, values(each)))
    else:  # then it is no tuple
        copyreg.pickle(made, lambda each: (made, (values(each),)))
    return made


def quickly_pickled(cls: type[_Tuple]) -> type[_Tuple]:
    """Have the values of a named tuple pickled without a look at what their class is."""
    copyreg.pickle(cls, lambda each: (cls, tuple(each)))
    return cls
