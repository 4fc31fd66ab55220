package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.RegisterImageRequest;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** Base class of tests with a region of their own, whose clock only the test advances. */
abstract class RegionTest {

  @TempDir Path directory;

  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private LocalRegion region;
  private Clients clients;

  /** Returns the settings that most tests use. */
  LocalRegionSettings settings() {
    return LocalRegionSettings.in(directory).at((InstantSource) () -> now).readyAfter(0);
  }

  @BeforeEach
  void openRegion() throws LocalRegionException {
    open(settings());
  }

  /** Reopens the region with other settings. */
  void open(LocalRegionSettings settings) throws LocalRegionException {
    closeRegion();
    region = LocalRegion.open(settings);
    clients = new Clients(region);
  }

  @AfterEach
  void closeRegion() {
    if (clients != null) {
      clients.close();
      region.close();
    }
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  Instant now() {
    return now;
  }

  LocalRegion region() {
    return region;
  }

  Clients clients() {
    return clients;
  }

  Uploader uploader() {
    return new Uploader(clients.ebs());
  }

  /** Creates a completed snapshot of 1 GiB with one block. */
  String completedSnapshot() {
    Uploader uploader = uploader();
    String id = uploader.start(1);
    uploader.put(id, 0, TestBlocks.random(0));
    uploader.complete(id, 1);
    describeSnapshot(id);
    return id;
  }

  Snapshot describeSnapshot(String id) {
    return clients.ec2().describeSnapshots(ask -> ask.snapshotIds(id)).snapshots().get(0);
  }

  Image describeImage(String id) {
    return clients.ec2().describeImages(ask -> ask.imageIds(id)).images().get(0);
  }

  /** Returns the region's newest 64-bit PV-GRUB for unpartitioned disks. */
  String kernel() {
    return clients
        .ec2()
        .describeImages(
            ask -> ask.owners("amazon").filters(Ask.filter("name", "pv-grub-hd0_1.05-x86_64.gz")))
        .images()
        .get(0)
        .imageId();
  }

  /** Registers a valid image with changes. */
  String register(String name, String snapshot, Consumer<RegisterImageRequest.Builder> change) {
    String kernel = kernel();
    return clients
        .ec2()
        .registerImage(
            image -> {
              image
                  .name(name)
                  .architecture("x86_64")
                  .virtualizationType("paravirtual")
                  .kernelId(kernel)
                  .rootDeviceName("/dev/sda1")
                  .blockDeviceMappings(disk("/dev/sda1", snapshot));
              change.accept(image);
            })
        .imageId();
  }

  String register(String name, String snapshot) {
    return register(name, snapshot, image -> {});
  }

  static BlockDeviceMapping disk(String device, String snapshot) {
    return BlockDeviceMapping.builder()
        .deviceName(device)
        .ebs(ebs -> ebs.snapshotId(snapshot))
        .build();
  }

  /** Returns the code and status of the error with which a service refused a request. */
  static String refusal(ThrowingCallable request) {
    AwsServiceException refused = catchThrowableOfType(AwsServiceException.class, request);
    assertThat(refused).as("the refusal").isNotNull();
    assertThat(refused.requestId()).isNotBlank();
    return refused.awsErrorDetails().errorCode() + " " + refused.statusCode();
  }
}
