"""Programs of the cast, as the tests of the API have them."""

from tests.api.conftest import ask, secret_of, tell

__all__ = ["ask", "secret_of", "tell"]
