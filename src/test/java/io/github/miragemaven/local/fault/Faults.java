package io.github.miragemaven.local.fault;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Rules for the failure of requests. Immutable; the first rule that matches a request applies.
 *
 * <pre>{@code
 * Faults.seeded(7)
 *     .on("PutSnapshotBlock").block(17).attempt(1).give(Fault.answerLost())
 *     .on("PutSnapshotBlock").sometimes(0.05).give(Fault.throttled())
 *     .on("RegisterImage").attempt(1).give(Fault.unavailable())
 * }</pre>
 */
public final class Faults {

  private final long seed;
  private final List<Rule> rules;

  private Faults(long seed, List<Rule> rules) {
    this.seed = seed;
    this.rules = List.copyOf(rules);
  }

  /** Returns faults without rules. */
  public static Faults none() {
    return seeded(0);
  }

  /** Returns faults without rules; the seed is for rules with a probability. */
  public static Faults seeded(long seed) {
    return new Faults(seed, List.of());
  }

  /** Starts a rule for some operations, or for all if none is named. */
  public Condition on(String... operations) {
    Rule any =
        new Rule(
            Set.of(operations), Set.of(), 1, Integer.MAX_VALUE, 1, Optional.empty(), Fault.reset());
    return new Condition(any);
  }

  long seed() {
    return seed;
  }

  List<Rule> rules() {
    return rules;
  }

  /**
   * A rule.
   *
   * @param operations the operations it matches; empty for all
   * @param blocks the block indexes it matches; empty for all
   * @param firstAttempt the first attempt it matches, from 1
   * @param lastAttempt the last attempt it matches
   * @param chance the probability that it applies to a matching request
   * @param limit the rate of requests that are exempt
   * @param fault the fault
   */
  record Rule(
      Set<String> operations,
      Set<Integer> blocks,
      int firstAttempt,
      int lastAttempt,
      double chance,
      Optional<Limit> limit,
      Fault fault) {}

  /**
   * A rate limit.
   *
   * @param perSecond requests per second
   * @param burst the largest burst
   */
  record Limit(double perSecond, int burst) {}

  /** A rule without a fault. */
  public final class Condition {

    private final Rule rule;

    private Condition(Rule rule) {
      this.rule = rule;
    }

    /** Matches only requests for these blocks. */
    public Condition block(Integer... indexes) {
      return with(Set.of(indexes), rule.firstAttempt, rule.lastAttempt, rule.chance);
    }

    /** Matches only the nth request for the same block or operation. */
    public Condition attempt(int number) {
      return attempts(number, number);
    }

    /** Matches only these requests for the same block or operation. */
    public Condition attempts(int first, int last) {
      return with(rule.blocks, first, last, rule.chance);
    }

    /** Applies to a request with this probability, from 0 to 1. */
    public Condition sometimes(double chance) {
      return with(rule.blocks, rule.firstAttempt, rule.lastAttempt, chance);
    }

    private Condition with(Set<Integer> blocks, int first, int last, double chance) {
      return new Condition(
          new Rule(rule.operations, blocks, first, last, chance, rule.limit, rule.fault));
    }

    /** Applies only to requests beyond a rate, by a token bucket. */
    public Condition beyond(double perSecond, int burst) {
      Optional<Limit> limit = Optional.of(new Limit(perSecond, burst));
      return new Condition(
          new Rule(
              rule.operations,
              rule.blocks,
              rule.firstAttempt,
              rule.lastAttempt,
              rule.chance,
              limit,
              rule.fault));
    }

    /** Completes the rule with a fault. */
    public Faults give(Fault fault) {
      Rule whole =
          new Rule(
              rule.operations,
              rule.blocks,
              rule.firstAttempt,
              rule.lastAttempt,
              rule.chance,
              rule.limit,
              fault);
      return new Faults(seed, Stream.concat(rules.stream(), Stream.of(whole)).toList());
    }
  }
}
