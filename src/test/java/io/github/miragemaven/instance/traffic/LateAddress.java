package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.aws.Time;
import io.github.miragemaven.instance.Instance.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Real time without pauses; assigns an instance a public address in the third pause. */
final class LateAddress implements Time {

  private final Blog blog;
  private final String instance;
  private int pauses;
  private Optional<String> address = Optional.empty();

  LateAddress(Blog blog, String instance) {
    this.blog = blog;
    this.instance = instance;
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public void pass(Duration duration) throws InterruptedException {
    try {
      if (blog.instance(instance).state() == State.RUNNING && ++pauses == 3) {
        address = Optional.of(blog.addressOf(instance));
      }
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the assigned address. */
  String address() {
    return address.orElseThrow();
  }
}
