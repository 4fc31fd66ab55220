package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.aws.Time;
import java.time.Duration;
import java.time.Instant;

/** Simulates Ctrl-C in the first pause while a target group drains an instance. */
final class InterruptedDraining implements Time {

  private final Blog blog;
  private final String instance;
  private boolean interrupted;
  private int pausesAfterwards;

  InterruptedDraining(Blog blog, String instance) {
    this.blog = blog;
    this.instance = instance;
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public void pass(Duration duration) throws InterruptedException {
    if (interrupted) {
      pausesAfterwards++;
      return;
    }
    if (isDraining()) {
      interrupted = true;
      throw new InterruptedException();
    }
  }

  private boolean isDraining() throws InterruptedException {
    try {
      return "draining".equals(blog.targets("blog").get(instance));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  int pausesAfterwards() {
    return pausesAfterwards;
  }
}
