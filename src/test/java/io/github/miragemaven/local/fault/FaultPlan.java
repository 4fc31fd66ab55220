package io.github.miragemaven.local.fault;

import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.local.fault.Faults.Rule;
import io.github.miragemaven.local.service.BlockId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Counts the attempts and chooses the fault of each request.
 *
 * <p>Random choices depend on the seed, the rule, the operation and the attempt, not on the order
 * of requests.
 */
public final class FaultPlan {

  private final Faults faults;
  private final List<Optional<TokenBucket>> buckets;
  private final Map<String, Integer> attempts = new ConcurrentHashMap<>();

  /** Creates a plan. */
  public FaultPlan(Faults faults) {
    this.faults = faults;
    this.buckets =
        faults.rules().stream()
            .map(
                rule ->
                    rule.limit()
                        .map(
                            limit ->
                                new TokenBucket(
                                    limit.perSecond(), limit.burst(), System::nanoTime)))
            .toList();
  }

  /**
   * Returns the fault of a request, if it has one.
   *
   * @param operation the operation
   * @param blockId the block that the request refers to, if any
   */
  public Optional<Fault> next(String operation, Optional<BlockId> blockId) {
    Optional<Integer> block = blockId.map(BlockId::index);
    if (faults.rules().stream().noneMatch(rule -> concerns(rule, operation, block))) {
      return Optional.empty();
    }
    String subject = operation + block.map(index -> "/" + index).orElse("");
    String counted = subject + blockId.map(id -> "/" + id.snapshotId()).orElse("");
    int attempt = attempts.merge(counted, 1, Integer::sum);
    return IntStream.range(0, faults.rules().size())
        .filter(number -> takes(number, operation, block, subject, attempt))
        .mapToObj(number -> faults.rules().get(number).fault())
        .findFirst();
  }

  private boolean takes(
      int number, String operation, Optional<Integer> block, String subject, int attempt) {
    Rule rule = faults.rules().get(number);
    return concerns(rule, operation, block)
        && attempt >= rule.firstAttempt()
        && attempt <= rule.lastAttempt()
        && draw(number, subject, attempt) < rule.chance()
        && buckets.get(number).filter(TokenBucket::pass).isEmpty();
  }

  private static boolean concerns(Rule rule, String operation, Optional<Integer> block) {
    return (rule.operations().isEmpty() || rule.operations().contains(operation))
        && (rule.blocks().isEmpty() || (block.isPresent() && rule.blocks().contains(block.get())));
  }

  /** Returns a number from 0 to 1, excluding 1. */
  private double draw(int number, String subject, int attempt) {
    String lot = faults.seed() + "/" + number + "/" + subject + "/" + attempt;
    long bits = ByteBuffer.wrap(Sha256.of(lot).bytes()).getLong();
    return (bits >>> 11) * 0x1.0p-53;
  }
}
