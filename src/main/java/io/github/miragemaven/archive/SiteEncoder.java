package io.github.miragemaven.archive;

import io.github.miragemaven.failure.FailureException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Encodes all files of a site, on every processor. */
final class SiteEncoder {

  private SiteEncoder() {}

  /** The representations of each file. */
  static List<List<Representation>> encode(
      List<SiteFile> files, EarlierArchive earlier, Spool spool)
      throws IOException, FailureException, InterruptedException {
    List<List<Representation>> encoded = new ArrayList<>(files.size());
    files.forEach(file -> encoded.add(List.of()));
    int threads = Math.min(Runtime.getRuntime().availableProcessors(), files.size());
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    try {
      for (int thread = 0; thread < threads; thread++) {
        running.add(
            pool.submit(
                () -> {
                  FileEncoder encoder = new FileEncoder(earlier, spool);
                  for (int i = next.getAndIncrement();
                      i < files.size();
                      i = next.getAndIncrement()) {
                    encoded.set(i, encode(encoder, files.get(i)));
                  }
                  return null;
                }));
      }
      for (Future<?> future : running) {
        future.get();
      }
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      pool.shutdownNow();
    }
    return encoded;
  }

  private static List<Representation> encode(FileEncoder encoder, SiteFile file)
      throws IOException, ArchiveException {
    try {
      return encoder.encode(file);
    } catch (AccessDeniedException e) {
      throw new ArchiveException(
          "%s is not readable for the user who runs this build.%nMake it readable."
              .formatted(file.source()),
          e);
    } catch (NoSuchFileException e) {
      throw new ArchiveException(
          "%s was deleted while the site was being archived.%nRun the build again when nothing else writes to the site."
              .formatted(file.source()),
          e);
    }
  }

  private static IOException rethrown(Throwable cause) throws IOException, FailureException {
    if (cause instanceof FailureException failure) {
      throw failure;
    }
    if (cause instanceof IOException failure) {
      return failure;
    }
    throw new IllegalStateException(cause);
  }
}
