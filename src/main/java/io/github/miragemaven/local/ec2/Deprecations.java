package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Image;
import io.github.miragemaven.local.state.RegionState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** EnableImageDeprecation. */
final class Deprecations {

  /** The latest deprecation time of an AMI: in ten years, or two for a public one. */
  private static final Duration FARTHEST = Duration.ofDays(3653);

  private static final Duration FARTHEST_PUBLIC = Duration.ofDays(731);

  private final RegionContext region;
  private final RegionState state;
  private final Registrations registrations;

  Deprecations(RegionContext region, Registrations registrations) {
    this.region = region;
    this.state = region.state();
    this.registrations = registrations;
  }

  Consumer<Xml> enable(Query query) throws ServiceError, IOException {
    String id = query.required("ImageId");
    Instant time = time(query.required("DeprecateAt"));
    query.done();
    return state
        .lock()
        .hold(
            () -> {
              Image image = registrations.find(id);
              checkTime(time, image.isPublic() ? FARTHEST_PUBLIC : FARTHEST);
              state.images().put(id, image.deprecated(time));
              return Ec2Operation.DONE;
            });
  }

  /** Parses a time and rounds it to the minute, as EC2 does. */
  private static Instant time(String text) throws ServiceError {
    try {
      return Instant.parse(text).plusSeconds(30).truncatedTo(ChronoUnit.MINUTES);
    } catch (DateTimeParseException e) {
      throw Ec2Errors.invalidValue("Not a time for parameter deprecateAt: " + text);
    }
  }

  private void checkTime(Instant time, Duration farthest) throws ServiceError {
    Instant now = region.clock().instant();
    if (time.isBefore(now) || time.isAfter(now.plus(farthest))) {
      throw Ec2Errors.invalidValue(
          "Value (%s) for parameter deprecateAt is invalid. It must be in the future, and at most"
                  .formatted(time)
              + " %d days ahead.".formatted(farthest.toDays()));
    }
  }
}
