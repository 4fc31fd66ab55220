package io.github.miragemaven.ami;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.snapshot.StoredSnapshot;
import io.github.miragemaven.tools.Slow;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two checkouts deploy the same image at the same time. */
@Slow
class ConcurrentDeploymentsTest {

  private static final List<Integer> IMAGE = List.of(1, 0, 2);

  @TempDir Path directory;

  @Test
  void secondOneRemovesItsSnapshotAndTakesTheAmiOfTheFirst() throws Exception {
    requireOneAmi(Faults.none());
  }

  @Test
  void secondOneTakesAnAmiThatIsListedOnlyAfterItsOwnRegistrationFailed() throws Exception {
    requireOneAmi(Faults.none().on("DescribeImages").attempt(3).give(Fault.emptyResult()));
  }

  /** The first one deploys while requests of the second one wait, from its first block on. */
  private void requireOneAmi(Faults faults) throws Exception {
    Deployments first = new Deployments(directory);
    Deployments second = first.ofAnotherCheckout();
    CountDownLatch deployed = new CountDownLatch(1);
    InstantSource clock =
        () -> {
          if (second.hasAsked("PutSnapshotBlock", 1)) {
            await(deployed);
          }
          return Instant.now();
        };
    second.regions.with(usual -> usual.failing(faults).datingRequestsBy(clock));
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<Deployed> slow = executor.submit(() -> second.deploy(IMAGE));
      while (!second.hasAsked("PutSnapshotBlock", 1)) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      Deployed registered = first.deploy(IMAGE);
      deployed.countDown();
      assertThat(registered.source()).isEqualTo(Deployed.Source.REGISTERED);

      Deployed adopted = slow.get();
      assertThat(adopted.source()).isEqualTo(Deployed.Source.EXISTING);
      assertThat(adopted.ami().id()).isEqualTo(registered.ami().id());
      assertThat(adopted.snapshot()).isEqualTo(registered.snapshot());
      assertThat(second.progress.lines()).anyMatch(line -> line.startsWith("INFO removed snap-"));
      assertThat(first.amis("local")).isEqualTo(1);
      assertThat(first.inventory("local").snapshots())
          .extracting(StoredSnapshot::id)
          .containsExactly(registered.snapshot());
    } finally {
      deployed.countDown();
      executor.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
