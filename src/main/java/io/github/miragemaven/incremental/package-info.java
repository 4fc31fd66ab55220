/**
 * What makes a second build with nothing changed do nothing: the fingerprint of a step's inputs,
 * and the record of its last run under {@code target/mirage/state/}.
 *
 * <p>A step takes the {@link io.github.miragemaven.incremental.Fingerprint} of everything that
 * counts, asks the {@link io.github.miragemaven.incremental.BuildState} whether its last run had
 * the same and its outputs still lie there unchanged, and otherwise runs and has the run recorded.
 * Nothing here knows what the steps do.
 */
package io.github.miragemaven.incremental;
