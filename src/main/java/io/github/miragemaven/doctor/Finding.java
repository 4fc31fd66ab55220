package io.github.miragemaven.doctor;

import java.util.Optional;

/**
 * What was found of one tool.
 *
 * @param tool the tool's name
 * @param found whether it is there and answers
 * @param version the version it tells, if it tells one
 * @param howToGet what to type to get it
 */
public record Finding(String tool, boolean found, Optional<String> version, String howToGet) {}
