#!/usr/bin/env python3
"""Lists or extracts a site archive. Written from src/site/markdown/archive-format.md alone.

    read_archive.py FILE              lists: path, encoding, length, type, separated by tabs
    read_archive.py FILE DIRECTORY    extracts into DIRECTORY

FILE is an archive or a disk image. A representation in gzip has to be the same content as the identity.
"""
import gzip
import hashlib
import os
import struct
import sys

ENCODINGS = ["identity", "gzip"]


def check(condition, what):
    if not condition:
        sys.exit("damaged: " + what)


class Archive:
    def __init__(self, file):
        self.file = file
        self.start = self.find()
        header = self.read(0, 104)
        magic, version, zero, self.length, offset, length = struct.unpack_from("<8sIIQQQ", header)
        check(magic == b"MIRASITE" and version == 1 and zero == 0, "header")
        check(hashlib.sha256(header[:72]).digest() == header[72:], "header")
        check(offset == 4096 and self.length % 4096 == 0, "header")
        check(not any(self.read(104, 4096 - 104)), "bytes before the index")
        self.index = self.read(offset, length)
        check(hashlib.sha256(self.index).digest() == header[40:72], "index")
        self.counts = struct.unpack_from("<5I", self.index)
        files, representations, chunks, redirects, strings = self.counts
        self.representations = 32 + 24 * files
        self.chunks = self.representations + 32 * representations
        self.redirects = self.chunks + 20 * chunks
        self.strings = self.redirects + 12 * redirects
        check(len(self.index) == self.strings + strings, "length of the index")

    def find(self):
        self.start = 0
        if self.read(0, 8) == b"MIRASITE":
            return 0
        record = self.read(0, 512)
        check(record[510:] == b"\x55\xaa", "neither an archive nor a disk")
        for entry in range(446, 510, 16):
            if record[entry + 4] == 0xDA:
                return 512 * struct.unpack_from("<I", record, entry + 8)[0]
        sys.exit("the disk has no partition of type 0xDA")

    def read(self, offset, length):
        self.file.seek(self.start + offset)
        data = self.file.read(length)
        check(len(data) == length, "end of the file")
        return data

    def string(self, offset):
        at = self.strings + offset
        length = struct.unpack_from("<H", self.index, at)[0]
        return self.index[at + 2 : at + 2 + length].decode()

    def files(self):
        """Yields path, content type, header lines, time, and the numbers of the representations."""
        last = b""
        for i in range(self.counts[0]):
            path, kind, lines, first, count, time = struct.unpack_from("<6I", self.index, 32 + 24 * i)
            name = self.string(path)
            check(name.encode() > last, "order of the files")
            last = name.encode()
            yield name, self.string(kind), self.string(lines), time, range(first, first + count)

    def representation(self, number):
        """Returns encoding, length, first chunk and digest."""
        length, chunk, encoding, digest = struct.unpack_from("<QII16s", self.index, self.representations + 32 * number)
        return ENCODINGS[encoding], length, chunk, digest

    def content(self, number):
        _, length, chunk, digest = self.representation(number)
        data = b""
        while len(data) < length:
            offset, expected = struct.unpack_from("<I16s", self.index, self.chunks + 20 * chunk)
            part = self.read(64 * offset, min(65536, length - len(data)))
            check(hashlib.sha256(part).digest()[:16] == expected, "chunk %d" % chunk)
            data += part
            chunk += 1
        check(hashlib.sha256(data).digest()[:16] == digest, "representation %d" % number)
        return data

    def redirect_lines(self):
        for i in range(self.counts[3]):
            pattern, target, status, forced = struct.unpack_from("<IIHH", self.index, self.redirects + 12 * i)
            yield self.string(pattern), self.string(target), "%d%s" % (status, "!" if forced else "")


def main(name, directory=None):
    with open(name, "rb") as file:
        archive = Archive(file)
        for path, kind, lines, time, numbers in archive.files():
            check(archive.representation(numbers[0])[0] == "identity", path)
            if directory is None:
                for number in numbers:
                    encoding, length, _, _ = archive.representation(number)
                    print(path, encoding, length, kind, sep="\t")
                continue
            data = archive.content(numbers[0])
            for number in numbers[1:]:
                check(gzip.decompress(archive.content(number)) == data, path)
            to = os.path.join(directory, path)
            os.makedirs(os.path.dirname(to), exist_ok=True)
            with open(to, "wb") as out:
                out.write(data)
        if directory is None:
            for redirect in archive.redirect_lines():
                print("redirect", *redirect, sep="\t")


if __name__ == "__main__":
    main(*sys.argv[1:])
