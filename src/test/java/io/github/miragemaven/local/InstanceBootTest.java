package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.kernel.KernelInspector;
import io.github.miragemaven.tools.RealTool;
import io.github.miragemaven.xen.TestImage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * Tests that an AMI with a kernel that serves a page runs in QEMU when it is launched in the local
 * region.
 */
@Tag("boot")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class InstanceBootTest extends InstanceTest {

  /** Much longer than the guest takes, even on a busy machine. */
  private static final long LIMIT_NANOS = Duration.ofMinutes(2).toNanos();

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final long before = System.nanoTime();

  @BeforeEach
  void requireQemu() {
    RealTool.require("qemu-system-x86_64", "qemu-system-x86");
  }

  @Test
  void answersUntilItIsTerminated() throws Exception {
    String image = imageOf("http.elf", "greeting=hello");
    String group = group("site", 80, 81);
    String id =
        launch(image, run -> run.instanceType("t2.micro").securityGroupIds(group)).instanceId();
    Instance running = describe(id);

    assertThat(console(id)).doesNotContain("listening on");
    HttpResponse<String> page = get(running.publicIpAddress());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("greeting=hello");
    assertThat(console(id))
        .contains("GRUB reads its configuration")
        .contains("command line: greeting=hello")
        .contains("listening on 10.0.2.15:80");
    assertThat(region().reach(running.publicIpAddress(), 81))
        .as("let in, and nothing listens")
        .isEqualTo(region().reach(running.publicIpAddress(), 82));
    List<ProcessHandle> machines = machines();
    assertThat(machines).hasSize(1);

    clients().ec2().terminateInstances(end -> end.instanceIds(id));

    assertThat(state(id)).isEqualTo(InstanceStateName.TERMINATED);
    assertThat(machines).noneMatch(ProcessHandle::isAlive);
    assertThat(console(id)).contains("listening on 10.0.2.15:80");
    assertThat(region().leaks()).extracting(Leak::kind).containsOnly(Leak.Kind.SECURITY_GROUP);
  }

  /** The requests are few because QEMU's user network accepts few connections at a time. */
  @Test
  void answersFiftyClientsForHalfAMinute() throws Exception {
    String group = group("site", 80);
    String id =
        launch(imageOf("http.elf"), run -> run.instanceType("t2.micro").securityGroupIds(group))
            .instanceId();
    String address = describe(id).publicIpAddress();
    assertThat(get(address).statusCode()).isEqualTo(200);
    assertThat(console(id)).contains("gateway 10.0.2.2").doesNotContain("event index");

    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    Callable<Integer> client =
        () -> {
          int pages = 0;
          while (System.nanoTime() < end) {
            pages += get(address).statusCode() == 200 ? 1 : 0;
          }
          return pages;
        };
    ExecutorService threads = Executors.newFixedThreadPool(50);
    try {
      for (Future<Integer> pages : threads.invokeAll(Collections.nCopies(50, client))) {
        assertThat(pages.get()).isPositive();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(get(address).statusCode()).isEqualTo(200);
  }

  @Test
  void isSeenByAnotherRegionOnTheSameDirectoryAndEndsWithTheFirst() throws Exception {
    String image = imageOf("http.elf");
    String group = group("site", 80);
    String id =
        launch(image, run -> run.instanceType("t2.micro").securityGroupIds(group)).instanceId();
    String address = describe(id).publicIpAddress();
    assertThat(get(address).statusCode()).isEqualTo(200);

    try (LocalRegion other = LocalRegion.open(settings())) {
      assertThat(other.reach(address, 80)).isEqualTo(region().reach(address, 80));
    }

    assertThat(get(address).statusCode()).isEqualTo(200);
    List<ProcessHandle> machines = machines();
    assertThat(machines).hasSize(1);
    closeRegion();
    assertThat(machines).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void isStoppedWhenItsKernelSwitchesTheMachineOff() throws Exception {
    String id =
        launch(imageOf("multiboot.elf", "-l", "debug"), run -> run.instanceType("t2.micro"))
            .instanceId();
    console(id);

    while (state(id) == InstanceStateName.RUNNING) {
      assertThat(System.nanoTime() - before).isLessThan(LIMIT_NANOS);
      Thread.sleep(100);
    }

    assertThat(state(id)).isEqualTo(InstanceStateName.STOPPED);
    assertThat(describe(id).stateReason().code()).isEqualTo("Client.InstanceInitiatedShutdown");
    assertThat(console(id)).contains("command line: -l debug");
  }

  @Test
  void endsWithTheProcessThatIsToldToEnd() throws Exception {
    try (ServedMachine served = ServedMachine.of(this)) {
      served.process().destroy();
      served.process().waitFor();

      assertThat(served.machine().isAlive()).isFalse();
    }
  }

  @Test
  void whatAKilledProcessLeavesEndsWhenTheRegionIsOpenedAgain() throws Exception {
    try (ServedMachine served = ServedMachine.of(this)) {
      served.process().destroyForcibly().waitFor();

      open(systemSettings());

      served.machine().onExit().get(1, TimeUnit.MINUTES);
      assertThat(region().leaks()).extracting(Leak::kind).contains(Leak.Kind.INSTANCE);
    }
  }

  /** Returns settings with the system's clock, which the other process uses. */
  private LocalRegionSettings systemSettings() {
    return LocalRegionSettings.in(directory).readyAfter(0);
  }

  /** A machine in another process. */
  private record ServedMachine(Process process, ProcessHandle machine) implements AutoCloseable {

    static ServedMachine of(InstanceBootTest test) throws Exception {
      test.open(test.systemSettings());
      String id =
          test.launch(test.imageOf("http.elf"), run -> run.instanceType("t2.micro")).instanceId();
      test.closeRegion();
      Process process = ServeRegion.start(test.directory, "64m");
      URI endpoint = URI.create(process.inputReader().readLine());
      try (Clients clients = Clients.at(endpoint, test.systemSettings())) {
        clients.ec2().getConsoleOutput(ask -> ask.instanceId(id));
      }
      return new ServedMachine(process, machines(process.toHandle(), test.directory).get(0));
    }

    @Override
    public void close() {
      process.destroyForcibly();
      machine.destroyForcibly();
    }
  }

  /** Returns the QEMU processes that this test has started. */
  private List<ProcessHandle> machines() {
    return machines(ProcessHandle.current(), directory);
  }

  /** Returns the QEMU processes of a process: other tests in this one have machines, too. */
  private static List<ProcessHandle> machines(ProcessHandle starter, Path directory) {
    return starter
        .descendants()
        .filter(process -> process.info().command().orElse("").contains("qemu-system"))
        .filter(process -> process.info().commandLine().orElse("").contains(directory.toString()))
        .toList();
  }

  /** Sends requests until the guest responds. */
  private HttpResponse<String> get(String address) throws Exception {
    while (true) {
      InetSocketAddress site = region().reach(address, 80);
      URI uri = URI.create("http://127.0.0.1:" + site.getPort() + "/");
      try {
        return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      } catch (IOException e) {
        assertThat(System.nanoTime() - before).as("time spent: " + e).isLessThan(LIMIT_NANOS);
        Thread.sleep(100);
      }
    }
  }

  private String console(String id) {
    String output = clients().ec2().getConsoleOutput(ask -> ask.instanceId(id)).output();
    return output == null
        ? ""
        : new String(Base64.getMimeDecoder().decode(output), StandardCharsets.ISO_8859_1);
  }

  /** Creates an AMI whose disk has a kernel. */
  private String imageOf(String kernel, String... arguments) throws Exception {
    Path disk =
        TestImage.of(
                KernelInspector.inspect(Path.of("src/test/resources/kernels").resolve(kernel)),
                arguments)
            .writtenTo(directory);
    String snapshot = uploader().start(1);
    int index = 0;
    try (InputStream in = Files.newInputStream(disk)) {
      for (byte[] block = in.readNBytes(TestBlocks.SIZE);
          block.length > 0;
          block = in.readNBytes(TestBlocks.SIZE)) {
        uploader().put(snapshot, index++, Arrays.copyOf(block, TestBlocks.SIZE));
      }
    }
    uploader().complete(snapshot, index);
    describeSnapshot(snapshot);
    return register("site", snapshot, image -> image.virtualizationType("hvm").kernelId(null));
  }
}
