package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.incremental.Sha256;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ebs.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

class LocalRegionTest {

  @TempDir Path directory;

  @Test
  void takesADeploymentFromTheFirstBlockToTheAmi() throws Exception {
    try (LocalRegion region = LocalRegion.open(LocalRegionSettings.in(directory));
        Clients clients = new Clients(region)) {
      String snapshot = clients.ebs().startSnapshot(start -> start.volumeSize(1L)).snapshotId();
      byte[] block = new byte[524_288];
      new Random(1).nextBytes(block);
      String digest = Base64.getEncoder().encodeToString(Sha256.digest().digest(block));
      clients
          .ebs()
          .putSnapshotBlock(
              put ->
                  put.snapshotId(snapshot)
                      .blockIndex(3)
                      .dataLength(block.length)
                      .checksum(digest)
                      .checksumAlgorithm(ChecksumAlgorithm.SHA256),
              RequestBody.fromBytes(block));
      clients.ebs().completeSnapshot(end -> end.snapshotId(snapshot).changedBlocksCount(1));
      assertThat(states(clients, snapshot))
          .containsExactly(SnapshotState.PENDING, SnapshotState.COMPLETED, SnapshotState.COMPLETED);
      String aki =
          clients
              .ec2()
              .describeImages(
                  ask ->
                      ask.owners("amazon")
                          .filters(
                              Filter.builder()
                                  .name("name")
                                  .values("pv-grub-hd0_1.05-x86_64.gz")
                                  .build()))
              .images()
              .get(0)
              .imageId();
      String ami =
          clients
              .ec2()
              .registerImage(
                  register ->
                      register
                          .name("blog 1.0")
                          .architecture(ArchitectureValues.X86_64)
                          .virtualizationType("paravirtual")
                          .kernelId(aki)
                          .rootDeviceName("/dev/sda1")
                          .blockDeviceMappings(
                              BlockDeviceMapping.builder()
                                  .deviceName("/dev/sda1")
                                  .ebs(e -> e.snapshotId(snapshot))
                                  .build()))
              .imageId();
      Image image = clients.ec2().describeImages(ask -> ask.imageIds(ami)).images().get(0);
      assertThat(image.state()).isEqualTo(ImageState.PENDING);
      assertThat(image.kernelId()).isEqualTo(aki);
    }
  }

  private static List<SnapshotState> states(Clients clients, String snapshot) {
    return java.util.stream.IntStream.range(0, 3)
        .mapToObj(
            i ->
                clients
                    .ec2()
                    .describeSnapshots(ask -> ask.snapshotIds(snapshot))
                    .snapshots()
                    .get(0)
                    .state())
        .toList();
  }
}
