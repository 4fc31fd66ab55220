package io.github.miragemaven.resources;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.progress.Dollars;
import io.github.miragemaven.progress.Sizes;
import io.github.miragemaven.snapshot.StoredSnapshot;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The estimated storage cost of snapshots. AWS reports the full size of each snapshot, but stores
 * and charges the blocks that a snapshot shares with its parent once.
 *
 * @param bytes the number of stored bytes
 * @param perGib the price in US dollars for a GiB-month
 */
public record Cost(long bytes, double perGib) {

  private static final double GIB = 1 << 30;

  /** Estimates the cost of snapshots, as if the project had no others. */
  public static Cost of(Collection<StoredSnapshot> snapshots, double perGib) {
    Set<String> ids = snapshots.stream().map(StoredSnapshot::id).collect(Collectors.toSet());
    return new Cost(snapshots.stream().mapToLong(snapshot -> stored(snapshot, ids)).sum(), perGib);
  }

  private static long stored(StoredSnapshot snapshot, Set<String> ids) {
    String parent = snapshot.tags().getOrDefault(TagKeys.PARENT, "");
    String sent = snapshot.tags().getOrDefault(TagKeys.SENT, "");
    boolean known = sent.matches("\\d{1,18}");
    return switch (snapshot.state()) {
      case FAILED -> 0;
      case PENDING -> known ? Long.parseLong(sent) : 0;
      case COMPLETED -> known && ids.contains(parent) ? Long.parseLong(sent) : snapshot.bytes();
    };
  }

  /** Returns the cost of a month in US dollars. */
  public double dollars() {
    return bytes / GIB * perGib;
  }

  /** Formats the size and the cost. */
  String words() {
    return "about %s, %s a month".formatted(Sizes.of(bytes), Dollars.of(dollars()));
  }
}
