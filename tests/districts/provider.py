"""An OpenID Connect provider on the loopback: discovery, authorize, token, keys, user info.

It signs its identity tokens by RS256 (RFC 7518, 3.3) and gives a token only for the code that it
gave, to the client that asked, with the verifier of its challenge (RFC 7636).
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "shigu-tests", "a-secret-of-the-tests"


class Provider(ThreadingHTTPServer):
    """``person`` is who will be said to have signed in; ``identity`` overrides claims."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.person = {}
        self.identity = {}
        self.given = {}
        self.refused = []

    def discovery(self):
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
        }

    def jwks(self):
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": "one", "alg": "RS256", "use": "sig"}]}

    def authorize(self, asked):
        """The address that the browser goes back to, with a code that is good once."""
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.given[code] = asked
        back = urlencode({"code": code, "state": asked["state"]})
        return f"{asked['redirect_uri']}?{back}"

    def token(self, told):
        asked = self.given.pop(told["code"], None)
        challenge = base64.urlsafe_b64encode(
            hashlib.sha256(told["code_verifier"].encode()).digest()
        ).rstrip(b"=")
        if (
            asked is None
            or asked["code_challenge"] != challenge.decode()
            or asked["redirect_uri"] != told["redirect_uri"]
            or (told["client_id"], told["client_secret"]) != (CLIENT, SECRET)
        ):
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60}
        claims |= {"sub": self.person["sub"]} | self.identity
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "one"})
        return {"access_token": "opens-userinfo", "token_type": "Bearer", "id_token": signed}


class Answers(BaseHTTPRequestHandler):
    """The addresses of the provider."""

    def do_GET(self):
        path, query = urlsplit(self.path).path, dict(parse_first(urlsplit(self.path).query))
        if path == "/authorize":
            self.send_response(302)
            self.send_header("Location", self.server.authorize(query))
            self.end_headers()
        elif path == "/userinfo":
            allowed = self.headers["Authorization"] == "Bearer opens-userinfo"
            self.say(self.server.person if allowed else None)
        else:
            known = {
                "/.well-known/openid-configuration": self.server.discovery,
                "/jwks": self.server.jwks,
            }
            self.say(known[path]())

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.say(self.server.token(dict(parse_first(body))))

    def say(self, told):
        self.send_response(400 if told is None else 200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(told or {"error": "invalid_grant"}).encode())

    def log_message(self, *_words):
        return


def parse_first(query):
    return [(name, values[0]) for name, values in parse_qs(query).items()]


@pytest.fixture
def provider():
    """A provider that listens until the test ends."""
    with Provider() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
