"""What a browser on this machine is to see is served on 127.0.0.1. A new network namespace, such as `unshare -n` makes, has that switched off."""

import fcntl
import socket
import struct

GET_FLAGS, SET_FLAGS, UP = 0x8913, 0x8914, 1


def ready():
    """True if 127.0.0.1 can be used, switched on first where it was off and we may."""
    if usable():
        return True
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as interface:
            answer = fcntl.ioctl(interface, GET_FLAGS, struct.pack("16sH14x", b"lo", 0))
            flags = struct.unpack("16sH14x", answer)[1]
            fcntl.ioctl(interface, SET_FLAGS, struct.pack("16sH14x", b"lo", flags | UP))
    except OSError:  # not Linux, or not allowed
        return False
    return usable()


def usable():
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.bind(("127.0.0.1", 0))
            probe.listen()
            with socket.create_connection(probe.getsockname(), timeout=5):
                return True
    except OSError:
        return False


SENTENCE = "127.0.0.1 cannot be used here, and what a browser is to see is served there (in a network namespace: ip link set lo up)."
