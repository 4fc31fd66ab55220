package io.github.miragemaven.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.progress.RecordedProgress;
import io.github.miragemaven.tools.ChildJvm;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildLockTest {

  private static final String WAITING = "INFO waiting for another build of this project";

  @TempDir Path directory;

  private final RecordedProgress progress = new RecordedProgress();

  /** Another build, which holds the lock until it is killed. */
  static final class OtherBuild {

    private OtherBuild() {}

    public static void main(String[] arguments) throws Exception {
      try (Closeable lock = BuildLock.acquire(Path.of(arguments[0]), new RecordedProgress())) {
        System.out.println("locked with " + lock);
        TimeUnit.MINUTES.sleep(5);
      }
    }
  }

  @Test
  void waitsUntilAnotherProcessIsKilled() throws Exception {
    CompletableFuture<BuildLock> second;
    try (ChildJvm other = ChildJvm.start(OtherBuild.class, directory)) {
      assertThat(other.line()).startsWith("locked");
      second = CompletableFuture.supplyAsync(this::acquire);
      awaitWaiting();
      assertThat(second).isNotDone();
    }
    second.get(1, TimeUnit.MINUTES).close();
    assertThat(progress.lines()).containsExactly(WAITING);
  }

  @Test
  void waitsForAnotherThreadOfThisProcess() throws Exception {
    CompletableFuture<BuildLock> second;
    try (Closeable first = acquire()) {
      second = CompletableFuture.supplyAsync(this::acquire);
      awaitWaiting();
      assertThat(second).as("while %s is held", first).isNotDone();
    }
    second.get(1, TimeUnit.MINUTES).close();
  }

  @Test
  void modulesOfAReactorDoNotWaitForEachOther() throws Exception {
    try (Closeable first = BuildLock.acquire(directory.resolve("a/target/mirage"), progress);
        Closeable second = BuildLock.acquire(directory.resolve("b/target/mirage"), progress)) {
      assertThat(progress.lines()).as("%s, %s", first, second).isEmpty();
    }
  }

  private BuildLock acquire() {
    try {
      return BuildLock.acquire(directory, progress);
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  private void awaitWaiting() throws InterruptedException {
    while (!progress.lines().contains(WAITING)) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}
