/**
 * The {@code mirage} command line of every version from 2.0 to 4.11: configure, depends, build;
 * opam; and where the kernel lands.
 *
 * <p>In come the finished site and {@link io.github.miragemaven.mirage.ConfigureSettings}; out come
 * a {@link io.github.miragemaven.mirage.ConfiguredUnikernel} and the kernel's file. The user's
 * sources are only read: Mirage works in a copy. What differs between versions is in the classes of
 * {@link io.github.miragemaven.mirage.CommandLines}, and nowhere else. Nothing here knows what a
 * kernel is inside, nor where it is going to boot.
 */
package io.github.miragemaven.mirage;
