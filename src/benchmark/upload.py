#!/usr/bin/env python3
"""Measures uploads to a region on this machine.

    src/benchmark/upload.py [--latency MS ...] [--connections N ...] [--small-mib N] [--large-mib N]

Needs the compiled classes and target/classpath (the README has the command) and a JDK.

What is measured, and why so:
- The server is a process of its own, so that its CPU time does not count as the client's. Both share
  this machine's cores all the same: at 0 ms the rate is what the two reach together.
- The client is one Java machine for each row, limited to 96 MiB of heap. Its first upload, of 8 MiB,
  is not counted: it loads the classes. The time runs from digesting the image to the completed
  snapshot, the waits for its completion included.
- "of the goal" is the blocks a second, beside 0.9 x connections / the time added to each answer.
- CPU per GiB is the client's, digesting included; hashing is one thread's SHA-256 over 1 GiB.
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


def row(title, latency, connections, blocks, requests, answer, hashing):
    _, nanos, cpu, heap = answer
    seconds = int(nanos) / 1e9
    mib = blocks * BLOCK / MIB
    goal = f"{blocks / seconds / (0.9 * connections / latency * 1000):.2f}" if latency else ""
    per_gib = int(cpu) / 1e9 / (mib / 1024)
    print(f"| {title} | {latency} | {connections} | {seconds:.2f} | {mib / seconds:.1f} "
          f"| {blocks / seconds:.0f} | {goal} | {requests} | {int(heap) / MIB:.0f} "
          f"| {per_gib:.1f} | {per_gib / hashing:.1f} |", flush=True)


def measure(work, classpath, latency, connections, images, hashing):
    small, large = images
    server = java(classpath, [], "ServeRegion", work / "region", REGION, latency)
    endpoint, key, secret = server.stdout.readline().split()
    trust = [f"-Djavax.net.ssl.trustStore={work / 'region' / 'certificate.p12'}",
             "-Djavax.net.ssl.trustStorePassword=local-region"]
    client = java(classpath, ["-Xmx96m", *trust], "UploadImage", REGION, endpoint, key, secret,
                  connections, work / "deploy")

    def upload(title, file, below, blocks):
        before = int(ask(server, "requests")[0])
        answer = ask(client, f"{file} {below}")
        if len(answer) != 4:
            sys.exit("The upload failed.")
        requests = int(ask(server, "requests")[0]) - before
        sent = blocks or requests
        row(title, latency, connections, sent, requests, answer, hashing)
        return answer[0]

    ask(client, f"{work / 'warm.img'} -")
    upload(f"{small.stat().st_size // MIB} MiB", small, "-", small.stat().st_size // BLOCK + 1)
    size = large.stat().st_size
    below = upload(f"{size // MIB} MiB, 5 % data", large, "-", size // BLOCK + 1)
    with open(large, "r+b") as file:
        file.seek(3 * BLOCK)
        file.write(random.randbytes(4096))
    upload("one page changed", large, below, 2)
    end(client)
    end(server)
    subprocess.run(["rm", "-rf", work / "region", work / "deploy"], check=True)


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
                  image(work / "large.img", options.large_mib, options.large_mib // 20, 3))
        hasher = java(classpath, [], "UploadImage", REGION, "https://127.0.0.1:1", "a", "b", 1,
                      work / "deploy")
        hashing = int(ask(hasher, "hash")[0]) / 1e9
        end(hasher)
        print(f"Hashing 1 GiB: {hashing:.1f} s of CPU. Load: "
              f"{' '.join(f'{load:.1f}' for load in os.getloadavg())}.\n")
        print("| image | ms added | connections | seconds | MiB/s | blocks/s | of the goal "
              "| requests | peak heap MiB | CPU s per GiB | ÷ hashing |")
        print("|---|---|---|---|---|---|---|---|---|---|---|")
        for latency in options.latency:
            for connections in options.connections:
                measure(work, classpath, latency, connections, images, hashing)


if __name__ == "__main__":
    main()
