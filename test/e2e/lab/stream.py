"""PORT: sends a number every quarter of a second to whoever connects, and never reads."""
import socket
import sys
import threading
import time


def talk(connection):
    try:
        for number in range(600):
            connection.sendall(b"%d\n" % number)
            time.sleep(0.25)
    except OSError:
        pass


server = socket.create_server(("", int(sys.argv[1])))
while True:
    threading.Thread(target=talk, args=(server.accept()[0],), daemon=True).start()
