package io.github.miragemaven.ami;

import io.github.miragemaven.failure.UserFailureException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How to deploy to more than one region. */
public enum Spread {
  /** Choose the faster of the others. */
  AUTO,
  /** Upload the image to each region. */
  UPLOAD,
  /** Upload the image to the first region, and let AWS copy the AMI to the others. */
  COPY;

  /** Parses a value of the parameter. */
  public static Spread parse(String name) throws UserFailureException {
    for (Spread spread : values()) {
      if (spread.parameterValue().equals(name.strip())) {
        return spread;
      }
    }
    throw new UserFailureException(
        "mirage.spread is \"%s\".%nSet it to one of %s."
            .formatted(
                name,
                Arrays.stream(values())
                    .map(Spread::parameterValue)
                    .collect(Collectors.joining(", "))));
  }

  private String parameterValue() {
    return name().toLowerCase(Locale.ROOT);
  }
}
