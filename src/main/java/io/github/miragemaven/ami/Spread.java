package io.github.miragemaven.ami;

import io.github.miragemaven.failure.UserFailureException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How an image gets to more than one region. */
public enum Spread {
  /** Whichever of the others will be faster. */
  AUTO,
  /** It is uploaded to each of them. */
  UPLOAD,
  /** It is uploaded to the first, and AWS copies the AMI to the others. */
  COPY;

  /** The one of that name. */
  public static Spread parse(String name) throws UserFailureException {
    for (Spread spread : values()) {
      if (spread.word().equals(name.strip())) {
        return spread;
      }
    }
    throw new UserFailureException(
        "mirage.spread is \"%s\".%nSet it to one of %s."
            .formatted(
                name, Arrays.stream(values()).map(Spread::word).collect(Collectors.joining(", "))));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
