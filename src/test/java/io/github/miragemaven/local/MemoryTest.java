package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.tools.RealTool;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {

  private static final int BLOCKS = 768;

  @TempDir Path directory;

  /** Uploads 384 MiB, half of them zeros, to a region with 32 MiB of heap over 8 connections. */
  @Test
  void takesMoreThanItHasMemoryForAndKeepsZerosAsHoles() throws Exception {
    RealTool du = RealTool.require("du", "coreutils");
    Process process = ServeRegion.start(directory, "32m");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (BufferedReader out =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Clients clients =
            Clients.at(URI.create(out.readLine()), LocalRegionSettings.in(directory))) {
      Uploader uploader = new Uploader(clients.ebs());
      String snapshot = uploader.start(1);
      byte[] noise = TestBlocks.random(1);
      byte[] zeros = TestBlocks.zeros();
      List<Future<?>> puts = new ArrayList<>();
      for (int block = 0; block < BLOCKS; block++) {
        int index = block;
        // Responses are dropped: they would keep their requests, and thus the blocks, in memory.
        puts.add(
            threads.submit(
                () -> {
                  uploader.put(snapshot, index, index % 2 == 0 ? noise : zeros);
                }));
      }
      for (Future<?> put : puts) {
        put.get();
      }
      uploader.complete(snapshot, BLOCKS);

      assertThat(process.isAlive()).isTrue();
      Path data = directory.resolve("local/blocks/" + snapshot + ".data");
      assertThat(kibibytes(du, data)).isBetween(BLOCKS / 2 * 512L, BLOCKS / 2 * 512L + 1024);
    } finally {
      threads.shutdownNow();
      process.destroyForcibly().waitFor();
    }
  }

  private long kibibytes(RealTool du, Path file) throws Exception {
    String line = du.run(directory, "-k", file).text();
    return Long.parseLong(line.substring(0, line.indexOf('\t')));
  }
}
