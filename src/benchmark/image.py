#!/usr/bin/env python3
"""Times the ext2 writer against mke2fs, genext2fs and cp on the same trees, side by side.

    src/benchmark/image.py [--rounds N] [--directory DIR] [--big-mib N]

Needs the compiled classes (mvn compile), a JDK, e2fsprogs and genext2fs. Everything is written
into a new directory under DIR (the default is target/) and removed at the end.

How it measures:
- In each round every program runs once. Before each turn its last output is removed and
  the file system's pending writes are flushed, so that no turn affects the next. The trees are in the
  page cache, as just after a build.
- mke2fs, genext2fs and cp: the whole process. This plugin: the call, from listing the directory to closing
  the image, since a Maven build has a running JVM. "New JVM" is the first call in a JVM that has not loaded
  any of the plugin's classes; "warm JVM" is a later call.
- mke2fs writes the same kind of file system (128-byte inodes, the same features, no reserved
  blocks). Neither it nor genext2fs computes the size, so both get this plugin's size plus 2 %, and
  the number of inodes; otherwise they would format more than needed.
- A program that fails or takes more than a minute is not run again on the same tree.
- Memory is the process's greatest resident size, and for this plugin the heap's peak too; its
  heap is limited to 64 MiB. The heap's peak is the sum of its pools' peaks, which they need not
  reach at the same time. A program that needs less than this script shows the script's size.
"""

import argparse
import multiprocessing
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CLASSES = ROOT / "target" / "classes"
FEATURES = "none,filetype,sparse_super,large_file"
MIB = 1 << 20
WARM_UP_CALLS = 10
LIMIT_SECONDS = 60


def kernel_tree(directory):
    (directory / "boot").mkdir(parents=True)
    (directory / "boot" / "kernel.gz").write_bytes(random.Random(1).randbytes(12_000_000))


def small_files_tree(directory):
    numbers = random.Random(2)
    for i in range(10_000):
        folder = directory / f"{i // 100:03}"
        folder.mkdir(parents=True, exist_ok=True)
        size = int(min(60_000, numbers.lognormvariate(7.5, 1)))
        (folder / f"page-{i:05}.html").write_bytes(numbers.randbytes(size))


def big_file_tree(directory, mib):
    directory.mkdir()
    numbers = random.Random(3)
    with open(directory / "big", "wb") as big:
        for _ in range(mib):
            big.write(numbers.randbytes(MIB))


class Java:
    """A JVM that writes an image for each name on its standard input."""

    def __init__(self, tree, block_size, driver):
        self.process = subprocess.Popen(
            ["java", "-Xmx64m", "-cp", f"{CLASSES}{os.pathsep}{driver}",
             "io.github.miragemaven.benchmark.WriteImage", tree, str(block_size)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def write(self, image):
        self.process.stdin.write(f"{image}\n")
        self.process.stdin.flush()
        nanos, self.size, self.heap = (int(word) for word in self.process.stdout.readline().split())
        return nanos / 1e9

    def end(self):
        """Stops the JVM; returns its greatest resident size in bytes."""
        self.process.stdin.close()
        self.process.stdout.close()
        _, status, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = status
        return usage.ru_maxrss * 1024


def run(command):
    """Runs a process; returns its seconds and its greatest resident size, or None if it failed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    limit = threading.Timer(LIMIT_SECONDS, process.kill)
    limit.start()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    limit.cancel()
    process.returncode = status
    return (seconds, usage.ru_maxrss * 1024) if status == 0 else None


def in_another_process(make, tree):
    """Keeps this process small: a child's greatest resident size begins with its parent's."""
    process = multiprocessing.Process(target=make, args=(tree,))
    process.start()
    process.join()
    if process.exitcode:
        sys.exit("The tree could not be made.")


def clear(path):
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    subprocess.run(["sync", "-f", path.parent], check=True)


def compare(tree, block_size, rounds, work, driver):
    """Returns for each program its seconds, its greatest resident size and its heap's peak."""
    output = work / "output"
    warm = Java(tree, block_size, driver)
    for _ in range(WARM_UP_CALLS if rounds > 3 else 2):
        clear(output)
        warm.write(output)
    entries = sum(len(names) + len(files) for _, names, files in os.walk(tree))
    kib = int(warm.size * 1.02) // 1024 + 1024
    commands = {
        "mke2fs -d": ["mke2fs", "-q", "-F", "-t", "ext2", "-b", str(block_size), "-I", "128",
                      "-m", "0", "-N", str(entries + 16), "-O", FEATURES, "-d", tree, output,
                      f"{kib}k"],
        "genext2fs": ["genext2fs", "-B", str(block_size), "-b", str(kib * 1024 // block_size),
                      "-N", str(entries + 16), "-m", "0", "-d", tree, output],
        "cp -r": ["cp", "-r", tree, output],
    }
    seconds = {name: [] for name in ("first", "warm", *commands)}
    memory = {name: 0 for name in seconds}
    heap = 0
    for _ in range(rounds):
        clear(output)
        fresh = Java(tree, block_size, driver)
        seconds["first"].append(fresh.write(output))
        heap = max(heap, fresh.heap)
        memory["first"] = max(memory["first"], fresh.end())
        clear(output)
        seconds["warm"].append(warm.write(output))
        for name, command in list(commands.items()):
            clear(output)
            result = run(command)
            if result is None:
                del commands[name]
                seconds[name].clear()
            else:
                seconds[name].append(result[0])
                memory[name] = max(memory[name], result[1])
    heaps = {"first": heap, "warm": warm.heap}
    memory["warm"] = warm.end()
    clear(output)
    return seconds, memory, heaps


def print_rows(title, block_size, results):
    seconds, memory, heaps = results
    medians = {name: statistics.median(times) for name, times in seconds.items() if times}
    for name, times in seconds.items():
        label = {"first": "this plugin, new JVM", "warm": "this plugin, warm JVM"}.get(name, name)
        if not times:
            print(f"| {title} | {block_size} | {label} | failed, or over {LIMIT_SECONDS} s | | | | |")
            continue
        heap = f" (heap ≤ {heaps[name] / MIB:.0f})" if name in heaps else ""
        ratios = " | ".join(f"{medians[ours] / medians[name]:.2f}" for ours in ("first", "warm"))
        print(f"| {title} | {block_size} | {label} | {min(times) * 1000:.0f} | "
              f"{medians[name] * 1000:.0f} | {memory[name] / MIB:.0f}{heap} | {ratios} |",
              flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--directory", type=pathlib.Path, default=ROOT / "target")
    parser.add_argument("--big-mib", type=int, default=2048)
    options = parser.parse_args()
    if not CLASSES.is_dir():
        sys.exit("There are no compiled classes yet: run mvn compile first.")
    trees = {
        "12 MB kernel": (kernel_tree, options.rounds),
        "10,000 small files": (small_files_tree, options.rounds),
        f"one file of {options.big_mib} MiB":
            (lambda directory: big_file_tree(directory, options.big_mib),
             max(1, options.rounds // 3)),
    }
    with tempfile.TemporaryDirectory(prefix="benchmark", dir=options.directory) as name:
        work = pathlib.Path(name)
        driver = work / "driver"
        sources = (HERE / "java").rglob("*.java")
        subprocess.run(["javac", "-cp", CLASSES, "-d", driver, *sources], check=True)
        print("| tree | block size | program | best ms | median ms | peak MiB "
              "| plugin, new JVM ÷ this | plugin, warm JVM ÷ this |")
        print("|---|---|---|---|---|---|---|---|")
        for title, (make, rounds) in trees.items():
            tree = work / "tree"
            in_another_process(make, tree)
            for block_size in (1024, 4096):
                print_rows(title, block_size, compare(tree, block_size, rounds, work, driver))
            clear(tree)


if __name__ == "__main__":
    main()
