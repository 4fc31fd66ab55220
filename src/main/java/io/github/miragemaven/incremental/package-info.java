/**
 * Incremental builds: fingerprints of a step's inputs, and records of its last run under {@code
 * target/mirage/state/}.
 *
 * <p>A step is skipped if the {@link io.github.miragemaven.incremental.Fingerprint} of its inputs
 * equals the one in the {@link io.github.miragemaven.incremental.BuildState}, and its outputs are
 * unchanged. Otherwise it runs, and the run is recorded. This package must not depend on particular
 * steps.
 */
package io.github.miragemaven.incremental;
