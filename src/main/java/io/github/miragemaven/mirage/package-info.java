/**
 * The {@code mirage} command line of every version from 2.0 to 4.11: configure, depends, build;
 * opam; and the location of the kernel.
 *
 * <p>The input is the finished site and {@link io.github.miragemaven.mirage.ConfigureSettings}; the
 * output is a {@link io.github.miragemaven.mirage.ConfiguredUnikernel} and the kernel's file. The
 * user's sources are only read: Mirage runs in a copy. All differences between versions are in the
 * implementations of {@link io.github.miragemaven.mirage.CommandLines}. This package must not
 * depend on the kernel's format or on where it boots.
 */
package io.github.miragemaven.mirage;
