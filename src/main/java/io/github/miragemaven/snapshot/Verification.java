package io.github.miragemaven.snapshot;

import io.github.miragemaven.failure.UserFailureException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How much of a snapshot is read back before it is used. */
public enum Verification {
  /** Nothing beyond the checksums that the service compares. */
  NONE,
  /** Of a snapshot on top of another, some blocks that were sent and some that were not. */
  SAMPLE,
  /** Every block of the image. */
  FULL;

  /** The one of that name. */
  public static Verification parse(String name) throws UserFailureException {
    for (Verification verification : values()) {
      if (verification.word().equals(name.strip())) {
        return verification;
      }
    }
    throw new UserFailureException(
        "mirage.verifyUpload is \"%s\".%nSet it to one of %s."
            .formatted(
                name,
                Arrays.stream(values()).map(Verification::word).collect(Collectors.joining(", "))));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
