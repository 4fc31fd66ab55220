package io.github.miragemaven.holdings;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.progress.Dollars;
import io.github.miragemaven.progress.Sizes;
import io.github.miragemaven.snapshot.StoredSnapshot;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What it costs to keep snapshots: an estimate. AWS tells the full size of each; what one shares
 * with the snapshot that it was begun on top of is stored, and paid for, once.
 *
 * @param bytes what is stored
 * @param perGib the price of a GiB for a month, in US dollars
 */
public record Cost(long bytes, double perGib) {

  private static final double GIB = 1 << 30;

  /** What some snapshots of a project cost, where there are no others. */
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

  /** The costs of a month, in US dollars. */
  public double dollars() {
    return bytes / GIB * perGib;
  }

  /** Size and costs in words. */
  String words() {
    return "about %s, %s a month".formatted(Sizes.of(bytes), Dollars.of(dollars()));
  }
}
