"""ADDRESS: answers every DNS query for an A record with 198.51.100.20, and prints the name and the asker."""
import socket
import struct
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], 53))
while True:
    query, peer = server.recvfrom(512)
    rest, at, labels = query[12:], 0, []
    while rest[at]:
        labels.append(rest[at + 1 : at + 1 + rest[at]].decode())
        at += rest[at] + 1
    kind = struct.unpack(">H", rest[at + 1 : at + 3])[0]
    print(".".join(labels), kind, peer[0], flush=True)
    answers = b"\0\1" if kind == 1 else b"\0\0"
    head = query[:2] + b"\x81\x80" + query[4:6] + answers + b"\0\0\0\0" + rest[: at + 5]
    record = b"\xc0\x0c\0\1\0\1\0\0\0\1\0\4" + socket.inet_aton("198.51.100.20")
    server.sendto(head + (record if kind == 1 else b""), peer)
