/**
 * What a project has in its regions: AMIs and snapshots, found by the tags that a deployment sets,
 * with what they cost. {@link io.github.miragemaven.holdings.Status} lists them, {@link
 * io.github.miragemaven.holdings.Prune} removes what is no longer needed.
 *
 * <p>Nothing that lacks the project's tag is ever changed. Nothing here knows how AMIs come about.
 */
package io.github.miragemaven.holdings;
