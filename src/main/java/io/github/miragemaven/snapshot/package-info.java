/**
 * The snapshot: the image's blocks of 512 KiB, their digests, what changed since the last one, and
 * the way there through the EBS direct APIs.
 *
 * <p>In comes a {@link io.github.miragemaven.image.DiskImage} with {@link
 * io.github.miragemaven.snapshot.SnapshotOrder}, out comes a completed {@link
 * io.github.miragemaven.snapshot.Snapshot}. A {@link io.github.miragemaven.snapshot.Manifest} of
 * the digests travels in the snapshot itself, so that the next upload sends only what differs.
 * Nothing here knows what an AMI is.
 */
package io.github.miragemaven.snapshot;
