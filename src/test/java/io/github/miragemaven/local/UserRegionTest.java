package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.aws.RegionProvider.OpenRegion;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.local.tls.TestIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ebs.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Tests the region as users have it: without the services and the server that tests add. */
class UserRegionTest {

  private static final int CONNECTIONS = 16;

  @TempDir Path directory;
  private OpenRegion region;
  private Clients clients;

  @BeforeEach
  void open() throws Exception {
    TestIdentity.writeTo(directory);
    region = new LocalRegionProvider().open("local", directory);
    clients = Clients.of(region, "local");
  }

  @AfterEach
  void close() {
    clients.close();
    region.close();
  }

  @Test
  void listensOnLoopbackOnly() {
    assertThat(region.endpoint().getScheme()).isEqualTo("https");
    assertThat(region.endpoint().getHost()).isEqualTo("127.0.0.1");
  }

  @Test
  void storesBlocksThatManyConnectionsWrite() throws Exception {
    int blocks = 4 * CONNECTIONS;
    String snapshot = clients.ebs().startSnapshot(start -> start.volumeSize(1L)).snapshotId();
    ExecutorService pool = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      List<Future<?>> running =
          IntStream.range(0, blocks)
              .<Future<?>>mapToObj(index -> pool.submit(() -> put(snapshot, index)))
              .toList();
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      pool.shutdown();
    }
    clients.ebs().completeSnapshot(end -> end.snapshotId(snapshot).changedBlocksCount(blocks));

    assertThat(state(snapshot)).isEqualTo(SnapshotState.PENDING);
    assertThat(state(snapshot)).isEqualTo(SnapshotState.COMPLETED);
    Reader reader = new Reader(clients.ebs());
    for (int index = 0; index < blocks; index++) {
      assertThat(reader.block(snapshot, index)).isEqualTo(TestBlocks.random(index));
    }
  }

  private void put(String snapshot, int index) {
    byte[] block = TestBlocks.random(index);
    clients
        .ebs()
        .putSnapshotBlock(
            put ->
                put.snapshotId(snapshot)
                    .blockIndex(index)
                    .dataLength(block.length)
                    .checksum(Base64.getEncoder().encodeToString(Sha256.digest().digest(block)))
                    .checksumAlgorithm(ChecksumAlgorithm.SHA256),
            RequestBody.fromBytes(block));
  }

  private SnapshotState state(String snapshot) {
    return clients
        .ec2()
        .describeSnapshots(ask -> ask.snapshotIds(snapshot))
        .snapshots()
        .get(0)
        .state();
  }

  @Test
  void keepsItsResourcesWhenItIsOpenedAgain() throws Exception {
    String snapshot = clients.ebs().startSnapshot(start -> start.volumeSize(1L)).snapshotId();
    close();
    open();

    assertThat(state(snapshot)).isEqualTo(SnapshotState.PENDING);
  }

  @Test
  void createsItsCertificateOnce() throws Exception {
    Path fresh = directory.resolve("fresh");
    byte[] certificate;
    try (OpenRegion created = new LocalRegionProvider().open("local", fresh);
        Clients own = Clients.of(created, "local")) {
      assertThat(own.sts().getCallerIdentity().account()).isEqualTo("123456789012");
      certificate = Files.readAllBytes(fresh.resolve("tls.p12"));
    }
    try (OpenRegion reopened = new LocalRegionProvider().open("local", fresh);
        Clients own = Clients.of(reopened, "local")) {
      assertThat(own.sts().getCallerIdentity().account()).isEqualTo("123456789012");
    }
    assertThat(fresh.resolve("tls.p12")).hasBinaryContent(certificate);
    assertThat(fresh).isDirectoryNotContaining("glob:**keys*");
  }

  @Test
  void ownsAnAddressThatASwitchCanMove() {
    assertThat(clients.ec2().describeAddresses().addresses())
        .extracting(Address::publicIp)
        .containsExactly("203.0.113.80");
  }

  @Test
  void hasNoLaunchTemplates() {
    assertThat(clients.ec2().describeLaunchTemplates(ask -> {}).launchTemplates()).isEmpty();
  }

  @Test
  void namesAServiceThatItDoesNotEmulate() {
    assertThatThrownBy(() -> clients.s3().listObjectsV2(ask -> ask.bucket("disks")))
        .isInstanceOf(S3Exception.class)
        .hasMessageContaining("does not emulate the service s3");
  }

  @Test
  void refusesAnOperationThatItDoesNotEmulate() {
    assertThatThrownBy(() -> clients.ec2().describeVolumes(ask -> {}))
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            refused ->
                assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InvalidAction"));
  }

  @Test
  void refusesALargeBodyBeforeItIsInMemory() {
    assertThatThrownBy(
            () -> clients.ec2().describeImages(ask -> ask.imageIds("ami-" + "0".repeat(2 << 20))))
        .isInstanceOfSatisfying(
            Ec2Exception.class, refused -> assertThat(refused.statusCode()).isEqualTo(413));
  }
}
