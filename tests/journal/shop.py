"""Instances of a shop, and the way of notifications to them."""

import random
import subprocess
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# The longest time that a second delivery is late.
LATE = 3


class Instance:
    """A process of `examples/instance.rs`."""

    def __init__(self, command):
        self.command = [str(word) for word in command]
        self.unexpected = []
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.reader = threading.Thread(target=self.read, args=[self.process.stdout], daemon=True)
        self.reader.start()

    def read(self, lines):
        for line in lines:
            if "unexpected" in line or "panicked" in line or "contradicted" in line:
                self.unexpected.append(line.strip())
            self.last = line.strip()

    def kill(self):
        """SIGKILL."""
        self.process.kill()
        self.process.wait()
        self.reader.join()

    def restart(self):
        self.check()
        self.kill()
        self.start()

    def check(self):
        if self.process.poll() is not None:
            self.reader.join()
            raise RuntimeError(f"an instance ended by itself: {self.last}")


class Notifications:
    """Takes notifications from the wallet. Gives each to one instance, whose answer the wallet gets, and later once more to each."""

    def __init__(self):
        self.ports, self.delivered = [], 0
        notifications = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                try:
                    notifications.take(self, body)
                except OSError:
                    # The wallet waits no longer, or has ended.
                    self.close_connection = True

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/paid"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def take(self, handler, body):
        for port in self.ports:
            late = threading.Timer(random.uniform(0, LATE), self.deliver, [port, handler.path, handler.headers, body])
            late.daemon = True
            late.start()
        # Sometimes it overtakes none of them.
        time.sleep(random.choice([0, 0, 1]))
        answer = self.deliver(random.choice(self.ports), handler.path, handler.headers, body)
        handler.send_response(answer.status if answer else 502)
        for name, value in answer.headers.items() if answer else []:
            if name.lower() not in ("content-length", "connection", "transfer-encoding", "date"):
                handler.send_header(name, value)
        said = answer.said if answer else b""
        handler.send_header("Content-Length", str(len(said)))
        handler.end_headers()
        handler.wfile.write(said)

    def deliver(self, port, path, headers, body):
        """The answer of an instance; `None` where it has died."""
        kept = {name: value for name, value in headers.items() if name.lower() not in ("host", "content-length", "connection")}
        request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", body, kept)
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                answer.said = answer.read()
                self.delivered += 1
                return answer
        except (OSError, urllib.error.HTTPError):
            return None
