/**
 * What a step tells the user while it runs: its own lines, and the lines of the programs it starts.
 * Steps write to a {@link io.github.miragemaven.progress.Progress}; only the goals know that
 * Maven's log is behind it.
 */
package io.github.miragemaven.progress;
