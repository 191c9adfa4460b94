"""PORT: answers every HTTP request with the address it came from."""
import http.server
import socket
import sys


class Seen(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = (self.client_address[0].removeprefix("::ffff:") + "\n").encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Server(http.server.ThreadingHTTPServer):
    address_family = socket.AF_INET6
    allow_reuse_address = True


Server(("::", int(sys.argv[1])), Seen).serve_forever()
