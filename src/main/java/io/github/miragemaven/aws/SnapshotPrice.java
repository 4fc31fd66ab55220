package io.github.miragemaven.aws;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * The storage price of snapshots (Amazon EBS pricing, "EBS Snapshots", standard tier). It is a
 * table, because the price list service would need another permission.
 *
 * @param perGib US dollars for a GiB-month
 * @param borrowed true if the region's price is unknown and the price of us-east-1 replaces it
 */
public record SnapshotPrice(double perGib, boolean borrowed) {

  /** The date of the table. */
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

  /** Returns the price in a region. */
  public static SnapshotPrice in(String region) {
    return Optional.ofNullable(TABLE.get(region))
        .map(SnapshotPrice::of)
        .orElseGet(() -> new SnapshotPrice(TABLE.get(USUAL), true));
  }

  /** Returns a price that the user has set. */
  public static SnapshotPrice of(double perGib) {
    return new SnapshotPrice(perGib, false);
  }

  /** Formats the price, such as {@code $0.05 a GiB}. */
  public String words() {
    return "%s$%s a GiB".formatted(borrowed ? USUAL + "'s price, " : "", perGib);
  }

  /** Returns a remark to follow an amount at a borrowed price; empty for the region's own price. */
  public String remark() {
    return borrowed ? " at " + USUAL + "'s price" : "";
  }
}
