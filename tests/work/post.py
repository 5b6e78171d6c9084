"""A mail server and a group's robot on this machine, for as long as a test needs them."""

import json
import socketserver
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer


@contextmanager
def serving(server):
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class MailTalk(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as a client needs that hands over one mail."""

    def handle(self):
        self.say("220 here")
        while line := self.rfile.readline().strip():
            verb = line.split(b" ")[0].upper()
            if verb == b"DATA":
                self.say("354 go on")
                self.take()
            elif verb == b"RCPT" and self.server.refuses:
                self.say("550 no such mailbox")
            else:
                self.say("221 bye" if verb == b"QUIT" else "250 ok")
            if verb == b"QUIT":
                return

    def take(self):
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        self.server.mails.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self.say("250 taken")

    def say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_server(*, refuses=False):
    server = socketserver.TCPServer(("127.0.0.1", 0), MailTalk)
    server.mails, server.refuses = [], refuses
    with serving(server):
        yield server


class RobotTalk(BaseHTTPRequestHandler):
    def do_POST(self):
        content = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.path, json.loads(content)))
        status, answer = (
            self.server.answers.pop(0) if self.server.answers else (200, {"errcode": 0})
        )
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        """Tests are quiet."""


@contextmanager
def robot_server(*answers):
    server = HTTPServer(("127.0.0.1", 0), RobotTalk)
    server.got, server.answers = [], list(answers)
    with serving(server):
        yield server
