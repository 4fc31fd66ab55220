package io.github.miragemaven.instance.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.instance.Instance.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * Switches that are killed (SIGKILL) at random moments, each followed by one that is not. {@code
 * -Dmirage.test.seed=…} kills at the same moments.
 */
class KilledSwitchTest {

  private static final int KILLS = 20;
  private static final long SEED = Long.getLong("mirage.test.seed", System.nanoTime());

  @TempDir Path directory;

  private final Random random = new Random(SEED);
  private Blog blog;

  /** How long a switch takes here, in milliseconds, by those that ended before their time. */
  private long lifetime = 1000;

  private int killed;

  @BeforeEach
  void open() throws Exception {
    blog = new Blog(directory);
  }

  @AfterEach
  void close() {
    blog.close();
  }

  @Test
  void leadToTheNewInstanceAndLoseNothing() throws Exception {
    String address = blog.elasticIp();
    blog.targetGroup("blog", TargetTypeEnum.INSTANCE);
    String group = "blog";
    String old = blog.launch(1);
    blog.at(new PublicName.Address(address)).switchOver();
    blog.at(new PublicName.Group(group)).switchOver();
    for (int kill = 0; kill < KILLS; kill++) {
      String what = "kill %d of seed %d".formatted(kill, SEED);
      String recent = blog.launch(1);
      killSomewhere(kill % 2 == 0 ? address : group);
      blog.at(new PublicName.Address(address)).switchOver();
      blog.at(new PublicName.Group(group)).switchOver();

      assertThat(blog.behind(address)).as(what).contains(recent);
      assertThat(blog.targets(group)).as(what).containsOnlyKeys(recent);
      assertThat(blog.tags(recent))
          .as(what)
          .containsEntry(TagKeys.BEFORE, old)
          .doesNotContainKey(TagKeys.DUE);
      assertThat(blog.instance(old).state()).as(what).isEqualTo(State.RUNNING);
      assertThat(blog.tags(old)).as(what).containsKey(TagKeys.DUE);
      blog.end(old);
      old = recent;
    }
    assertThat(killed).as("switches that were killed in time").isGreaterThan(KILLS / 2);
  }

  private void killSomewhere(String name) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                SwitchToKill.class.getName(),
                directory.toString(),
                name)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine()).isEqualTo(SwitchToKill.BEGUN);
      long start = System.nanoTime();
      boolean ended = process.waitFor(random.nextLong(lifetime), TimeUnit.MILLISECONDS);
      if (ended) {
        lifetime = Math.max(200, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
      } else {
        killed++;
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
