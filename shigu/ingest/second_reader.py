"""The second reader of the settings, where one is set."""

from __future__ import annotations

from shigu.conf.environment import environment
from shigu.sources.second_reader import SecondReader


def model_set() -> str:
    """The name of the model that is set; empty while the second reader is off."""
    given = environment()
    return given.second_opinion_model if given.second_opinion_url else ""


def reader_set() -> SecondReader:
    """The reader itself.

    Raises:
        FetchRefused: none is set, or address or key cannot be used.
    """
    given = environment()
    return SecondReader(
        given.second_opinion_url, given.second_opinion_model, given.second_opinion_key
    )
