package io.github.miragemaven.local.service;

/**
 * Identifies a block of a snapshot.
 *
 * @param snapshotId the snapshot, as the request names it
 * @param index the block's index
 */
public record BlockId(String snapshotId, int index) {}
