/**
 * The SDK clients of a region, created from plain settings; retries; explanations of failures; the
 * tags of the project's resources.
 *
 * <p>Regions that are not AWS's come from a {@link io.github.miragemaven.aws.RegionProvider}. This
 * package does not depend on what the calls are for.
 */
package io.github.miragemaven.aws;
