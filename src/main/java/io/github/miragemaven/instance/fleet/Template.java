package io.github.miragemaven.instance.fleet;

/**
 * A version of a launch template.
 *
 * @param id the template's ID
 * @param version the version's number
 */
record Template(String id, String version) {}
