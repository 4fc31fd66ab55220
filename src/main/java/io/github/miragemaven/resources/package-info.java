/**
 * The AMIs, snapshots and instances of a project, found by the tags that a deployment sets, and
 * their cost. {@link io.github.miragemaven.resources.Status} lists them; {@link
 * io.github.miragemaven.resources.Prune} removes those that are no longer needed.
 *
 * <p>Only resources with the project's tag are ever changed. This package does not depend on how
 * AMIs are created.
 */
package io.github.miragemaven.resources;
