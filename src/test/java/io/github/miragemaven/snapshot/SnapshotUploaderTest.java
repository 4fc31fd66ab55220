package io.github.miragemaven.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.incremental.Sha256;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotUploaderTest {

  @TempDir Path directory;

  private Uploads uploads;

  @BeforeEach
  void open() throws Exception {
    uploads = new Uploads(directory);
  }

  @AfterEach
  void close() {
    uploads.close();
  }

  @Test
  void firstUploadSendsTheWholeImage() throws Exception {
    SnapshotOrder order = uploads.order(List.of(1, 0, 2, 0));
    Snapshot snapshot = uploads.upload(order);
    assertThat(snapshot.image()).isEqualTo(order.image().digest());
    assertThat(uploads.made).containsExactly(snapshot.id());
    assertThat(Sha256.of(Sha256.digest().digest(uploads.read(snapshot, 4))))
        .isEqualTo(order.image().digest());
  }

  @Test
  void secondUploadSendsWhatChanged() throws Exception {
    Snapshot first = uploads.upload(uploads.order(List.of(1, 2, 3, 4)));
    SnapshotOrder order = uploads.orderOnTopOf(first, List.of(1, 0, 9, 4));
    assertThat(uploads.uploader().plan(order).blocks()).isEqualTo(3);
    Snapshot second = uploads.upload(order);
    assertThat(Sha256.of(Sha256.digest().digest(uploads.read(second, 4))))
        .isEqualTo(order.image().digest());
    System.out.println(uploads.progress.lines());
  }
}
