package io.github.miragemaven.aws;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * What it costs to keep a snapshot's data (Amazon EBS pricing, "EBS Snapshots", standard tier). To
 * ask AWS for it would take one more service and permission.
 *
 * @param perGib the price of a GiB for a month, in US dollars
 * @param borrowed whether it is that of us-east-1, since the region's own is not known
 */
public record SnapshotPrice(double perGib, boolean borrowed) {

  /** When the table was made. */
  public static final LocalDate TAKEN = LocalDate.of(2026, 11, 26);

  private static final String USUAL = "us-east-1";

  private static final Map<String, Double> TABLE =
      Map.of(
          USUAL,
          0.05,
          "us-west-1",
          0.055,
          "us-west-2",
          0.05,
          "eu-west-1",
          0.05,
          "eu-west-2",
          0.053,
          "eu-central-1",
          0.054,
          "ap-northeast-1",
          0.05,
          "ap-northeast-2",
          0.05,
          "ap-southeast-2",
          0.055);

  /** The price in a region. */
  public static SnapshotPrice in(String region) {
    return Optional.ofNullable(TABLE.get(region))
        .map(SnapshotPrice::of)
        .orElseGet(() -> new SnapshotPrice(TABLE.get(USUAL), true));
  }

  /** A price that the user knows. */
  public static SnapshotPrice of(double perGib) {
    return new SnapshotPrice(perGib, false);
  }

  /** The price in words, as in {@code $0.05 a GiB}. */
  public String words() {
    return "%s$%s a GiB".formatted(borrowed ? USUAL + "'s price, " : "", perGib);
  }

  /** What is said behind an amount of money that comes of it; nothing where it is the region's. */
  public String remark() {
    return borrowed ? " at " + USUAL + "'s price" : "";
  }
}
