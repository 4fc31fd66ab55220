package io.github.miragemaven.local.service;

import io.github.miragemaven.local.state.RegionState;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What every operation of a region may need.
 *
 * @param name the region's name
 * @param directory where it and its sisters are kept
 * @param state what it holds
 * @param clock its time
 * @param polls how often a new snapshot or image is described as pending
 */
public record RegionContext(
    String name, Path directory, RegionState state, InstantSource clock, int polls) {}
