/**
 * Output of a running step for the user: its own lines, and those of the programs it runs. Steps
 * write to a {@link io.github.miragemaven.progress.Progress}; the goals connect it to Maven's log.
 */
package io.github.miragemaven.progress;
