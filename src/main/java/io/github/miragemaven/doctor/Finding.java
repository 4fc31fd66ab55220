package io.github.miragemaven.doctor;

import java.util.Optional;

/**
 * The search result for a tool.
 *
 * @param tool the tool's name
 * @param found whether it is installed and runs
 * @param version its version, if it prints one
 * @param howToInstall how to install it
 */
public record Finding(String tool, boolean found, Optional<String> version, String howToInstall) {}
