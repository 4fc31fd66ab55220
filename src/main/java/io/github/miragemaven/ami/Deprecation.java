package io.github.miragemaven.ami;

import io.github.miragemaven.failure.UserFailureException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * The time at which an AMI is deprecated: a date, or an age.
 *
 * @param date the date; the epoch if an age is set
 * @param age the age; zero if a date is set
 */
public record Deprecation(LocalDate date, Period age) {

  /** The last year that an AWS timestamp, with four digits, can hold. */
  private static final int LAST_YEAR = 9999;

  /** Parses a date such as {@code 2027-01-31}, or a period such as {@code 90d} or {@code P90D}. */
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
      throw new DateTimeException("not a positive period");
    }
    return period;
  }

  /** Returns true if an age is set. */
  boolean isAge() {
    return !age.isZero();
  }

  /** Returns the setting as text. */
  String text() {
    return isAge() ? age.toString() : date.toString();
  }

  /** Returns the time for an AMI in whole minutes, as EC2 stores it. */
  Instant of(Instant created) {
    return !isAge()
        ? date.atStartOfDay(ZoneOffset.UTC).toInstant()
        : created.atZone(ZoneOffset.UTC).plus(age).truncatedTo(ChronoUnit.MINUTES).toInstant();
  }
}
