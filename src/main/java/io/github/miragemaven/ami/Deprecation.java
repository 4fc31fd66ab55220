package io.github.miragemaven.ami;

import io.github.miragemaven.failure.UserFailureException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * When an AMI is deprecated: at a date, or a time after it was made.
 *
 * @param date the date; the epoch if there is none
 * @param age the time after; zero if there is none
 */
public record Deprecation(LocalDate date, Period age) {

  /** The last one that a timestamp of AWS's has four digits for. */
  private static final int LAST_YEAR = 9999;

  /** The one that a text names: {@code 2027-01-31}, or a period such as {@code P90D}. */
  public static Deprecation parse(String text) throws UserFailureException {
    String period = text.matches("\\d+d") ? "P" + text : text;
    try {
      return period.startsWith("P")
          ? new Deprecation(LocalDate.EPOCH, positive(Period.parse(period)))
          : new Deprecation(LocalDate.parse(text), Period.ZERO);
    } catch (DateTimeException e) {
      throw new UserFailureException(
          "mirage.deprecateAfter is \"%s\".%nSet it to a period such as 90d, P90D or P1Y, or to a date such as 2027-01-31."
              .formatted(text),
          e);
    }
  }

  private static Period positive(Period period) {
    LocalDate after = LocalDate.EPOCH.plus(period);
    if (!after.isAfter(LocalDate.EPOCH) || after.getYear() > LAST_YEAR) {
      throw new DateTimeException("no time ahead");
    }
    return period;
  }

  /** Whether it is a time after the AMI was made. */
  boolean isAge() {
    return !age.isZero();
  }

  /** What was set. */
  String text() {
    return isAge() ? age.toString() : date.toString();
  }

  /** When that is for an AMI, in whole minutes as EC2 keeps it. */
  Instant of(Instant created) {
    return !isAge()
        ? date.atStartOfDay(ZoneOffset.UTC).toInstant()
        : created.atZone(ZoneOffset.UTC).plus(age).truncatedTo(ChronoUnit.MINUTES).toInstant();
  }
}
