/**
 * Uploads an image to a snapshot with the EBS direct APIs.
 *
 * <p>The input is a {@link io.github.miragemaven.image.DiskImage} in a {@link
 * io.github.miragemaven.snapshot.SnapshotOrder}, the output a completed {@link
 * io.github.miragemaven.snapshot.Snapshot}. The snapshot also contains a {@link
 * io.github.miragemaven.snapshot.Manifest} of the digests of the image's blocks, so that the next
 * upload sends only the blocks that changed. This package does not depend on AMIs.
 */
package io.github.miragemaven.snapshot;
