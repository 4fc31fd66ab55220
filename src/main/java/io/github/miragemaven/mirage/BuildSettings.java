package io.github.miragemaven.mirage;

/**
 * Settings for building the kernel of a configured unikernel.
 *
 * @param layout the build's directories
 * @param tools how to start the tools
 * @param depends when to fetch the dependencies
 * @param offline whether the build must not use the network
 */
public record BuildSettings(
    UnikernelLayout layout, ToolSettings tools, Depends depends, boolean offline) {}
