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
 * Faults at work: counts the attempts and decides on each request.
 *
 * <p>A chance is drawn from the seed, the rule, what is asked for and the attempt, so that it does
 * not depend on the order in which requests come.
 */
public final class FaultPlan {

  private final Faults faults;
  private final List<Optional<TokenBucket>> buckets;
  private final Map<String, Integer> attempts = new ConcurrentHashMap<>();

  /** A plan that has counted nothing yet. */
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
   * The fault of a request, if it has one.
   *
   * @param operation what is asked for
   * @param blockId the block it is about
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

  /** A number from 0 to 1, 1 excluded. */
  private double draw(int number, String subject, int attempt) {
    String lot = faults.seed() + "/" + number + "/" + subject + "/" + attempt;
    long bits = ByteBuffer.wrap(Sha256.of(lot).bytes()).getLong();
    return (bits >>> 11) * 0x1.0p-53;
  }
}
