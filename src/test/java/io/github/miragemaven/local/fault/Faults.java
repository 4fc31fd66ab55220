package io.github.miragemaven.local.fault;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which requests fail, and how. Immutable; the first rule that takes a request decides.
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

  /** Nothing fails. */
  public static Faults none() {
    return seeded(0);
  }

  /** Nothing fails yet; the seed decides which requests the rules with a chance take. */
  public static Faults seeded(long seed) {
    return new Faults(seed, List.of());
  }

  /** Starts a rule for some operations; for all where none is named. */
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
   * @param operations the operations it takes; empty for all
   * @param blocks the block indexes it takes; empty for all
   * @param firstAttempt the first attempt it takes, from 1
   * @param lastAttempt the last attempt it takes
   * @param chance how likely it takes a request that fits
   * @param limit the requests that pass all the same
   * @param fault what it does
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
   * Requests that pass.
   *
   * @param perSecond how many a second
   * @param burst how many at once
   */
  record Limit(double perSecond, int burst) {}

  /** A rule that does not say yet what it does. */
  public final class Condition {

    private final Rule rule;

    private Condition(Rule rule) {
      this.rule = rule;
    }

    /** Takes only requests for these blocks. */
    public Condition block(Integer... indexes) {
      return with(Set.of(indexes), rule.firstAttempt, rule.lastAttempt, rule.chance);
    }

    /** Takes only the nth request of its kind: for the same block, or the same operation. */
    public Condition attempt(int number) {
      return attempts(number, number);
    }

    /** Takes only these requests of their kind: for the same block, or the same operation. */
    public Condition attempts(int first, int last) {
      return with(rule.blocks, first, last, rule.chance);
    }

    /** Takes a request with this chance, from 0 to 1. */
    public Condition sometimes(double chance) {
      return with(rule.blocks, rule.firstAttempt, rule.lastAttempt, chance);
    }

    private Condition with(Set<Integer> blocks, int first, int last, double chance) {
      return new Condition(
          new Rule(rule.operations, blocks, first, last, chance, rule.limit, rule.fault));
    }

    /** Takes what is more than so many requests a second, by a token bucket. */
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

    /** Ends the rule with what it does. */
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
