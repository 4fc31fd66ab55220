package io.github.miragemaven.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.instance.verify.VerifySettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceStatusesTest {

  @TempDir Path directory;

  private Launches launches;

  @BeforeEach
  void open() throws Exception {
    launches = new Launches(directory);
    launches.deploy(1);
  }

  @AfterEach
  void close() {
    launches.close();
  }

  @Test
  void showsTheServingInstanceAndItsResponse() throws Exception {
    String old = launches.launch().instance().id();
    String serving = launches.launch().instance().id();
    launches.inRegion(
        region -> {
          new Instances(region).tag(old, Map.of(TagKeys.DUE, Instant.now().toString()));
          return old;
        });
    List<InstanceStatus> seen = look();
    assertThat(seen).extracting(one -> one.instance().id()).containsExactlyInAnyOrder(serving, old);
    assertThat(seen).allMatch(one -> one.answer().orElseThrow().equals("answers"));
    assertThat(seen)
        .filteredOn(InstanceStatus::serving)
        .extracting(one -> one.instance().id())
        .containsExactly(serving);
  }

  @Test
  void explainsMissingResponse() throws Exception {
    launches.silent("").keepingFailed().launchQuietly();
    InstanceStatus seen = look().get(0);
    assertThat(seen.answer().orElseThrow()).startsWith("does not answer: refused");
    assertThat(seen.serving()).isFalse();
  }

  private List<InstanceStatus> look() throws Exception {
    return launches.inRegion(
        region -> new InstanceStatuses(Launches.BLOG, VerifySettings.of("")).in(region));
  }
}
