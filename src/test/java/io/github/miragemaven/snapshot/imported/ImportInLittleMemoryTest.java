package io.github.miragemaven.snapshot.imported;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.ami.Deployments;
import io.github.miragemaven.tools.ChildJvm;
import io.github.miragemaven.tools.Slow;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports an image with a heap of 96 MiB, which includes the local region. */
@Slow
class ImportInLittleMemoryTest {

  @TempDir Path directory;

  @Test
  void importsImageLargerThanHeap() throws Exception {
    String output =
        ChildJvm.outputOf(List.of("-Xmx96m", "-XX:+UseSerialGC"), InLittleMemory.class, directory);
    assertThat(output).contains("whole: true, parts: 63");
  }

  /** Deploys an image of 500 MiB. */
  static final class InLittleMemory {

    private InLittleMemory() {}

    public static void main(String[] arguments) throws Exception {
      Deployments deployments =
          new Deployments(Path.of(arguments[0]))
              .through(ImportDeploymentTest.strategy("birds", "vmimport"));
      deployments.regions.with(usual -> usual.owningEveryBucket());
      List<Integer> image = IntStream.range(0, 1000).map(i -> i % 251).boxed().toList();
      String snapshot = deployments.deploy(image).snapshot();
      System.out.printf(
          "whole: %s, parts: %d%n",
          deployments.holdsTheImage("local", snapshot), deployments.requests("UploadPart"));
    }
  }
}
