#!/usr/bin/env python3
"""Measures uploads to a region on this machine.

    src/benchmark/upload.py [--latency MS ...] [--connections N ...] [--small-mib N] [--large-mib N]

Needs the compiled classes and target/classpath (the README has the command) and a JDK.

What is measured, and why so:
- The server is a process of its own, so that its CPU time does not count as the client's. Both share
  this machine's cores all the same: at 0 ms the rate is what the two reach together. It stands for a
  service that is always there, so another client has sent it some GiB before anything is measured,
  and it has its memory from the start: a virtual machine that touches memory for the first time waits
  for its host, and so it would for each block that the server stores. Snapshots are deleted as soon as
  they are not needed, for the same reason.
- The client is one Java machine for each number of connections, limited to 96 MiB of heap. Its first
  upload, of 8 MiB, is not counted: it loads the classes. While it sends the small image and the
  large one, what sends them is being compiled. Then come two large images that are not counted
  either, and the large one again.
- The seconds run from digesting the image to the completed snapshot, the waits for its completion
  included, and so does MiB/s. Blocks/s is the rate while blocks are sent, and "÷ goal" sets it beside
  0.9 x connections / the time added to each answer. "In the middle" does so for the middle four fifths of
  the blocks, without the start, when few are in flight, and the end, when the last ones are waited for.
- CPU per GiB is the client's, digesting included; hashing is one thread's SHA-256 over 1 GiB.
- Requests are those that put a block, that list blocks or read one, and others.
- A page is 4 KiB inside the large image, changed after that was uploaded.
"""

import argparse
import os
import pathlib
import random
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CLASSES = ROOT / "target" / "classes"
MIB = 1 << 20
BLOCK = MIB // 2
REGION = "us-west-2"
WARMING = 16
SERVER_MEMORY = ["-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch"]


def java(classpath, options, main, *arguments):
    return subprocess.Popen(
        ["java", *options, "-cp", classpath, f"io.github.miragemaven.benchmark.{main}",
         *map(str, arguments)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def ask(process, line):
    process.stdin.write(f"{line}\n")
    process.stdin.flush()
    return process.stdout.readline().split()


def end(process):
    process.stdin.close()
    process.wait()
    process.stdout.close()


def image(path, mib, data_mib, seed):
    """An image whose data lies at its start; behind it there are zeros."""
    numbers = random.Random(seed)
    with open(path, "wb") as file:
        for _ in range(data_mib):
            file.write(numbers.randbytes(MIB))
        file.truncate(mib * MIB)
    return path


def row(title, latency, connections, requests, answer, hashing):
    _, nanos, sending, cpu, heap, middle = answer
    seconds = int(nanos) / 1e9
    blocks = requests[0]
    gib = blocks * BLOCK / (1024 * MIB)
    rates = ["", "", "", "", "", ""]
    if blocks > 100:
        goal = 0.9 * connections / latency * 1000 if latency else 0
        per_gib = int(cpu) / 1e9 / gib
        rate = blocks / (int(sending) / 1e9)
        rates = [f"{gib * 1024 / seconds:.1f}", f"{rate:.0f}",
                 f"{rate / goal:.2f}" if goal else "",
                 f"{int(middle) / goal:.2f}" if goal else "",
                 f"{per_gib:.1f}", f"{per_gib / hashing:.1f}"]
    print(f"| {title} | {latency} | {connections} | {seconds:.2f} | {' | '.join(rates)} "
          f"| {' + '.join(map(str, requests))} | {int(heap) / MIB:.0f} |", flush=True)


class Region:
    """A server, and what its clients need to know of it."""

    def __init__(self, work, classpath, latency):
        self.work, self.classpath, self.latency = work, classpath, latency
        self.server = java(classpath, SERVER_MEMORY, "ServeRegion", work / "region", REGION, latency)
        self.access = self.server.stdout.readline().split()

    def client(self, connections):
        trust = [f"-Djavax.net.ssl.trustStore={self.work / 'region' / 'certificate.p12'}",
                 "-Djavax.net.ssl.trustStorePassword=local-region"]
        return java(self.classpath, ["-Xmx96m", *trust], "UploadImage", REGION, *self.access,
                    connections, self.work / "deploy")

    def requests(self):
        return [int(count) for count in ask(self.server, "requests")]

    def end(self):
        end(self.server)
        subprocess.run(["rm", "-rf", self.work / "region", self.work / "deploy"], check=True)


def send(client, file):
    """Sends an image and deletes what came of it."""
    snapshot = ask(client, f"{file} -")[0]
    ask(client, f"delete {snapshot}")


def warm(region, images):
    client = region.client(WARMING)
    for file in images * 3:
        send(client, file)
    end(client)


def measure(region, connections, images, hashing):
    small, large, other = images
    client = region.client(connections)

    def upload(title, file, below):
        before = region.requests()
        answer = ask(client, f"{file} {below}")
        if len(answer) != 6:
            sys.exit("The upload failed.")
        requests = [now - then for now, then in zip(region.requests(), before)]
        row(title, region.latency, connections, requests, answer, hashing)
        return answer[0]

    def measured(title, file):
        ask(client, f"delete {upload(title, file, '-')}")

    send(client, region.work / "warm.img")
    measured(f"{small.stat().st_size // MIB} MiB", small)
    measured(f"{large.stat().st_size // MIB} MiB, 5 % data", large)
    for file in (other, large):
        send(client, file)
    below = upload("the same, compiled", large, "-")
    with open(large, "r+b") as file:
        file.seek(3 * BLOCK)
        file.write(random.randbytes(4096))
    upload("one page changed", large, below)
    end(client)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--latency", type=int, nargs="+", default=[0, 40])
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 4, 16, 32, 64])
    parser.add_argument("--small-mib", type=int, default=64)
    parser.add_argument("--large-mib", type=int, default=1024)
    parser.add_argument("--directory", type=pathlib.Path, default=ROOT / "target")
    options = parser.parse_args()
    dependencies = ROOT / "target" / "classpath"
    if not (CLASSES.is_dir() and dependencies.is_file()):
        sys.exit("There are no compiled classes or no target/classpath: see the README.")
    with tempfile.TemporaryDirectory(prefix="benchmark", dir=options.directory) as name:
        work = pathlib.Path(name)
        driver = work / "driver"
        classpath = os.pathsep.join([str(CLASSES), dependencies.read_text().strip(), str(driver)])
        sources = (HERE / "java").rglob("*.java")
        subprocess.run(["javac", "-cp", classpath, "-d", driver, *sources], check=True)
        image(work / "warm.img", 8, 8, 1)
        images = (image(work / "small.img", options.small_mib, options.small_mib, 2),
                  image(work / "large.img", options.large_mib, options.large_mib // 20, 3),
                  image(work / "other.img", options.large_mib, options.large_mib // 20, 4))
        hasher = java(classpath, [], "UploadImage", REGION, "https://127.0.0.1:1", "a", "b", 1,
                      work / "deploy")
        hashing = int(ask(hasher, "hash")[0]) / 1e9
        end(hasher)
        print(f"Hashing 1 GiB: {hashing:.1f} s of CPU. Load: "
              f"{' '.join(f'{load:.1f}' for load in os.getloadavg())}.\n")
        print("| image | ms added | connections | seconds | MiB/s | blocks/s | ÷ goal | in the middle "
              "| CPU s per GiB | ÷ hashing | requests | peak heap MiB |")
        print("|---|---|---|---|---|---|---|---|---|---|---|---|")
        for latency in options.latency:
            region = Region(work, classpath, latency)
            warm(region, images)
            for connections in options.connections:
                measure(region, connections, images, hashing)
            region.end()


if __name__ == "__main__":
    main()
