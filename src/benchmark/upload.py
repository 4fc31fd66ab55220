#!/usr/bin/env python3
"""Measures uploads by this plugin and by coldsnap to the same server on this machine.

    src/benchmark/upload.py [--latency MS ...] [--connections N ...] [--rounds N]
                            [--mib N] [--full-mib N] [--throttle BLOCKS_PER_SECOND]

Needs a JDK, the compiled classes and the class path (the README has the command);
and coldsnap: cargo install coldsnap --locked.

How it measures:
- The server is a local region in a process of its own. Its certificate is issued by a CA of its own, as
  AWS's are; both clients trust the CA only. The server's CPU time does not count as a client's, but all
  processes share this machine's cores. Uploads that are not measured warm it up.
- A client is a new process each time. The two take turns, and so do the connections. A JVM may use 96 MiB
  of heap.
- "Process" is the time from starting a process to its end. "Upload" leaves out the start of the JVM: it runs
  from digesting the image's blocks to the completed snapshot. For coldsnap, which starts in a few
  milliseconds, both are the same. The digest of the whole image is given, as mirage:image records it for
  mirage:deploy.
- An AMI can be registered only from a completed snapshot, so this plugin waits for that, as "coldsnap --wait"
  does, which asks every 2 seconds until it has seen the snapshot completed three times. "coldsnap"
  alone ends when the blocks are sent. The ratios are those to "coldsnap --wait".
- CPU seconds and peak memory are those of the whole process. Each number is the median of the rounds.
- The image has data at its start and zeros after it; both clients send the zeros. The "page" rows change
  4 KiB of the image and upload it again, with the earlier snapshot as the parent; coldsnap sends every block.
- With --throttle, the server rejects the blocks above that rate, and the ideal time is the number
  of blocks above the first second's, divided by the rate.
"""

import argparse
import hashlib
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MIB = 1 << 20
BLOCK = MIB // 2
REGION = "us-west-2"
PACKAGE = "io.github.miragemaven.benchmark"
SERVER_MEMORY = ["-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"]
PASSWORD = "benchmark"


def image(path, mib, data_mib, seed):
    """Writes an image with random data at its start and zeros after it."""
    numbers = random.Random(seed)
    with open(path, "wb") as file:
        for _ in range(data_mib):
            file.write(numbers.randbytes(MIB))
        file.truncate(mib * MIB)
    return path


def change_page(path):
    with open(path, "r+b") as file:
        file.seek(3 * BLOCK)
        file.write(random.randbytes(4096))


class Run:
    """One process: its output, wall time, CPU time and peak memory."""

    def __init__(self, command, environment):
        start = time.monotonic()
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.output, errors = process.stdout.read().strip(), process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.seconds = time.monotonic() - start
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024
        if process.returncode != 0:
            sys.exit(f"Failed with {process.returncode}: {' '.join(map(str, command))}\n{errors}")


class Server:
    """A local region and the two clients that upload to it."""

    def __init__(self, work, classpath, latency, throttle):
        self.work, self.classpath, self.latency = work, classpath, latency
        self.region = work / "region"
        self.process = subprocess.Popen(
            ["java", *SERVER_MEMORY, "-cp", classpath, f"{PACKAGE}.ServeRegion", str(self.region),
             REGION, str(latency), str(throttle)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.access = self.process.stdout.readline().split()
        authority = self.region / "ca.pem"
        self.trust = work / "trust.p12"
        self.trust.unlink(missing_ok=True)
        subprocess.run(
            ["keytool", "-importcert", "-noprompt", "-alias", "ca", "-file", authority,
             "-keystore", self.trust, "-storepass", PASSWORD],
            check=True, stderr=subprocess.DEVNULL)
        self.environment = dict(
            os.environ, SSL_CERT_FILE=str(authority), AWS_ACCESS_KEY_ID=self.access[1],
            AWS_SECRET_ACCESS_KEY=self.access[2], AWS_EC2_METADATA_DISABLED="true")

    def java(self, connections, *arguments):
        return Run(
            ["java", "-Xmx96m", f"-Djavax.net.ssl.trustStore={self.trust}",
             f"-Djavax.net.ssl.trustStorePassword={PASSWORD}", "-cp", self.classpath,
             f"{PACKAGE}.UploadImage", REGION, *self.access, str(connections),
             str(self.work / "deploy"), *map(str, arguments)],
            self.environment)

    def plugin(self, connections, file, parent="-"):
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        run = self.java(connections, file, digest, parent)
        run.snapshot, nanos, heap = run.output.split()
        run.upload = int(nanos) / 1e9
        run.heap = int(heap) / MIB
        return run

    def coldsnap(self, connections, file, *options):
        run = Run(
            ["coldsnap", "--region", REGION, "--endpoint", self.access[0], "upload", "--no-progress",
             "--workers", str(connections), *options, str(file)],
            self.environment)
        run.snapshot = next(word for word in run.output.split() if word.startswith("snap-"))
        run.upload = run.seconds
        run.heap = None
        return run

    def delete(self, runs):
        self.java(1, "delete", *(run.snapshot for run in runs))

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
        shutil.rmtree(self.region)
        shutil.rmtree(self.work / "deploy", ignore_errors=True)


def row(title, server, connections, program, runs, theirs):
    def median(value):
        return statistics.median(value(run) for run in runs)

    upload, process = median(lambda run: run.upload), median(lambda run: run.seconds)
    ratios = ["", ""]
    if theirs:
        other = statistics.median(run.seconds for run in theirs)
        ratios = [f"{other / upload:.2f}", f"{other / process:.2f}"]
    heap = "" if runs[0].heap is None else f"{max(run.heap for run in runs):.0f}"
    print(f"| {title} | {server.latency} | {connections} | {program} | {upload:.2f} | {process:.2f} "
          f"| {ratios[0]} | {ratios[1]} | {median(lambda run: run.cpu):.1f} "
          f"| {median(lambda run: run.memory):.0f} | {heap} |", flush=True)


def measure(server, connections, title, file, rounds, changed=False):
    """Uploads an image, or a changed page of it on top of an earlier snapshot, with each program."""
    sending, waiting, ours = [], [], []
    parent = server.plugin(connections, file) if changed else None
    for _ in range(rounds):
        if changed:
            change_page(file)
        sending.append(server.coldsnap(connections, file))
        waiting.append(server.coldsnap(connections, file, "--wait"))
        ours.append(server.plugin(connections, file, parent.snapshot if changed else "-"))
        server.delete([runs[-1] for runs in (sending, waiting, ours)])
    if changed:
        server.delete([parent])
    row(title, server, connections, "coldsnap", sending, None)
    row(title, server, connections, "coldsnap --wait", waiting, None)
    row(title, server, connections, "this plugin", ours, waiting)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--latency", type=int, nargs="+", default=[0, 40])
    parser.add_argument("--connections", type=int, nargs="+", default=[16, 64])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--mib", type=int, default=512)
    parser.add_argument("--full-mib", type=int, default=64)
    parser.add_argument("--throttle", type=int, default=0)
    parser.add_argument("--directory", type=pathlib.Path, default=ROOT / "target")
    options = parser.parse_args()
    classes = [ROOT / "target" / "test-classes", ROOT / "target" / "classes"]
    dependencies = ROOT / "target" / "classpath"
    if not (classes[1].is_dir() and dependencies.is_file()):
        sys.exit("There are no compiled classes or no target/classpath: see the README.")
    if not shutil.which("coldsnap"):
        sys.exit("coldsnap is missing. Install it with: cargo install coldsnap --locked")
    with tempfile.TemporaryDirectory(prefix="benchmark", dir=options.directory) as name:
        work = pathlib.Path(name)
        driver = work / "driver"
        classpath = os.pathsep.join(
            [str(driver), *map(str, classes), dependencies.read_text().strip()])
        sources = (HERE / "java").rglob("*.java")
        if subprocess.run(["javac", "-cp", classpath, "-d", driver, *sources]).returncode:
            sys.exit("The benchmark does not compile: compile the project first.")
        sparse = image(work / "sparse.img", options.mib, options.mib // 20, 1)
        full = image(work / "full.img", options.full_mib, options.full_mib, 2)
        print(f"Load: {' '.join(f'{load:.1f}' for load in os.getloadavg())}."
              + (f" Throttled to {options.throttle} blocks/s: at least "
                 f"{(options.mib * 2 - options.throttle) / options.throttle:.1f} s for "
                 f"{options.mib} MiB." if options.throttle else "") + "\n")
        print("| image | ms added | connections | program | upload s | process s | coldsnap ÷ upload "
              "| coldsnap ÷ process | CPU s | peak MiB | peak heap MiB |")
        print("|---|---|---|---|---|---|---|---|---|---|---|")
        for latency in options.latency:
            server = Server(work, classpath, latency, options.throttle)
            try:
                for _ in range(3):
                    server.delete([server.plugin(16, sparse)])
                for connections in options.connections:
                    measure(server, connections, f"{options.mib} MiB, 5 % data", sparse,
                            options.rounds)
                    measure(server, connections, f"{options.full_mib} MiB", full, options.rounds)
                    measure(server, connections, f"a page of {options.full_mib} MiB", full,
                            options.rounds, changed=True)
            finally:
                server.close()


if __name__ == "__main__":
    main()
