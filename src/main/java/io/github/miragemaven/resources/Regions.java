package io.github.miragemaven.resources;

import io.github.miragemaven.ami.Outcome;
import io.github.miragemaven.ami.SideBySide;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.failure.FailureException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Several regions that are open. */
final class Regions implements AutoCloseable {

  private final List<AwsRegion> open = new ArrayList<>();

  private Regions() {}

  static Regions open(Aws aws, List<String> names) throws FailureException {
    Regions regions = new Regions();
    try {
      for (String name : names) {
        regions.open.add(aws.region(name));
      }
    } catch (FailureException e) {
      regions.close();
      throw e;
    }
    return regions;
  }

  /** Runs an operation in each region, in parallel. */
  <T> List<Outcome<T>> each(SideBySide.Work<T> work) throws IOException, InterruptedException {
    return SideBySide.in(open, work);
  }

  @Override
  public void close() {
    open.forEach(AwsRegion::close);
  }
}
