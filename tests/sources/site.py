"""A site on the loopback whose answers a test names."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@contextmanager
def site(answers):
    """Serve ``answers``: path → (status, headers, body) or a function that writes for itself."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.got.append((self.headers["Host"].split(":")[0], self.path))
            answer = answers.get(self.path, (404, {}, b""))
            if callable(answer):
                answer(self)
                return
            status, headers, body = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value.replace("PORT", str(self.server.server_port)))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self):
            size = int(self.headers["Content-Length"])
            self.server.posted.append((dict(self.headers), self.rfile.read(size)))
            self.do_GET()

        def log_message(self, *_):
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.got = []
    server.posted = []
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
