package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.aws.AccessKey;
import io.github.miragemaven.failure.EnvironmentFailureException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ebs.model.Block;
import software.amazon.awssdk.services.ec2.model.Image;

class PersistenceTest extends RegionTest {

  @Test
  void keepsEverythingWhenItIsClosed() throws Exception {
    String snapshot = completedSnapshot();
    String open = uploader().start(1);
    uploader().put(open, 1, TestBlocks.random(1));
    String image = register("blog", snapshot);
    clients().ssm().putParameter(put -> put.name("/a/b").value("c").type("String"));
    Image before = describeImage(image);
    AccessKey credentials = region().accessKey();

    open(settings());

    assertThat(region().accessKey()).isEqualTo(credentials);
    assertThat(describeImage(image)).isEqualTo(before);
    assertThat(clients().ssm().getParameter(get -> get.name("/a/b")).parameter().value())
        .isEqualTo("c");
    uploader().put(open, 2, TestBlocks.random(2));
    uploader().complete(open, 2);
    assertThat(new Reader(clients().ebs()).block(open, 1)).isEqualTo(TestBlocks.random(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"id\""})
  void namesTheDamagedFileAndTheDirectoryToDelete(String content) throws Exception {
    String snapshot = completedSnapshot();
    String image = register("blog", snapshot);
    Path file = directory.resolve("local/images/" + image + ".json");
    Files.writeString(file, content);
    assertThatThrownBy(() -> describeImage(image))
        .isInstanceOf(SdkException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("Delete the region's directory, " + directory.resolve("local"));

    Path first = directory.resolve("local/snapshots/" + snapshot + ".json");
    Files.writeString(first, content);
    assertThatThrownBy(() -> new LocalRegionProvider().open("local", directory))
        .isInstanceOf(EnvironmentFailureException.class)
        .hasMessageContaining(first.toString());
  }

  @Test
  void servesOneDirectoryTwiceAtOnce() throws Exception {
    try (LocalRegion second = LocalRegion.open(settings());
        Clients others = new Clients(second)) {
      String snapshot = uploader().start(1);
      new Uploader(others.ebs()).put(snapshot, 3, TestBlocks.random(3));
      uploader().put(snapshot, 4, TestBlocks.random(4));
      new Uploader(others.ebs()).complete(snapshot, 2);

      assertThat(describeSnapshot(snapshot).stateAsString()).isEqualTo("completed");
      assertThat(second.endpoint()).isNotEqualTo(region().endpoint());
    }
  }

  @Test
  void givesOneNameOnceHoweverManyAskAtTheSameTime() throws Exception {
    String snapshot = completedSnapshot();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (LocalRegion second = LocalRegion.open(settings());
        Clients others = new Clients(second)) {
      String kernel = kernel();
      List<Callable<Boolean>> tries = new ArrayList<>();
      for (Clients each : List.of(clients(), others, clients(), others, clients(), others)) {
        tries.add(() -> registers(each, kernel, snapshot));
      }
      int registered = 0;
      for (Future<Boolean> done : threads.invokeAll(tries)) {
        registered += done.get() ? 1 : 0;
      }

      assertThat(registered).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean registers(Clients clients, String kernel, String snapshot) {
    try {
      clients
          .ec2()
          .registerImage(
              image ->
                  image
                      .name("blog")
                      .architecture("x86_64")
                      .kernelId(kernel)
                      .rootDeviceName("/dev/sda1")
                      .blockDeviceMappings(disk("/dev/sda1", snapshot)));
      return true;
    } catch (SdkException e) {
      assertThat(e).hasMessageContaining("already in use");
      return false;
    }
  }

  /** Kills a region in another process while it receives blocks. */
  @Test
  void keepsEveryBlockThatItAnsweredForWhenItIsKilled() throws Exception {
    // The other process uses the system's clock, so this one must, too.
    LocalRegionSettings settings = LocalRegionSettings.in(directory).readyAfter(0);
    open(settings);
    String snapshot = uploader().start(1);
    Random random = new Random(4);
    List<Integer> answered = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      answered.addAll(putUntilKilled(snapshot, round * 100, 3 + random.nextInt(20)));
    }

    List<Integer> lost = new ArrayList<>(answered);
    uploader().put(snapshot, 2000, TestBlocks.random(2000));
    int written = answered.size() + 1;
    Optional<String> completed = complete(snapshot, written, written + 3);
    assertThat(completed)
        .as("completed with the blocks answered for and at most 3 more")
        .isPresent();
    Reader reader = new Reader(clients().ebs());
    for (Block block : reader.list(snapshot, 10_000)) {
      assertThat(reader.block(snapshot, block)).isEqualTo(TestBlocks.random(block.blockIndex()));
      lost.remove(block.blockIndex());
    }
    assertThat(lost).isEmpty();
  }

  /**
   * Completes the snapshot with the right count; a block may be stored whose response was never
   * sent.
   */
  private Optional<String> complete(String snapshot, int least, int most) {
    for (int count = least; count <= most; count++) {
      try {
        return Optional.of(uploader().complete(snapshot, count).statusAsString());
      } catch (SdkException e) {
        assertThat(e).hasMessageContaining("blocks were written");
      }
    }
    return Optional.empty();
  }

  private List<Integer> putUntilKilled(String snapshot, int first, int blocks) throws Exception {
    Process process = ServeRegion.start(directory, "64m");
    List<Integer> answered = new ArrayList<>();
    try (BufferedReader out =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Clients remote = Clients.at(URI.create(out.readLine()), settings())) {
      Thread killer = new Thread(() -> killAfter(process, answered, blocks));
      killer.start();
      for (int index = first; index < first + 100; index++) {
        new Uploader(remote.ebs()).put(snapshot, index, TestBlocks.random(index));
        synchronized (answered) {
          answered.add(index);
          answered.notifyAll();
        }
      }
      killer.join();
    } catch (SdkException e) {
      assertThat(e).hasRootCauseInstanceOf(IOException.class);
    } finally {
      process.destroyForcibly().waitFor();
    }
    return answered;
  }

  private static void killAfter(Process process, List<Integer> answered, int blocks) {
    synchronized (answered) {
      while (answered.size() < blocks) {
        try {
          answered.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
    process.destroyForcibly();
  }

  @Test
  void sweepsWhatAKilledRegionLeftHalfDone() throws Exception {
    String snapshot = completedSnapshot();
    Path draft = Files.writeString(directory.resolve("local/images/half.draft"), "{");
    Path orphan = Files.write(directory.resolve("local/blocks/snap-1.data"), new byte[1]);

    open(settings());

    assertThat(draft).doesNotExist();
    assertThat(orphan).doesNotExist();
    assertThat(new Reader(clients().ebs()).block(snapshot, 0)).isEqualTo(TestBlocks.random(0));
  }

  @Test
  void saysWhichDirectoryItCannotUse() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");

    assertThatThrownBy(() -> LocalRegion.open(LocalRegionSettings.in(file)))
        .isInstanceOf(LocalRegionException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void keepsZerosAndInheritedBlocksWithoutBytes() throws Exception {
    String parent = completedSnapshot();
    String child = uploader().startOn(parent, 1);
    for (int index = 100; index < 200; index++) {
      uploader().put(child, index, TestBlocks.zeros());
    }

    assertThat(directory.resolve("local/blocks/" + child + ".data")).doesNotExist();
  }
}
