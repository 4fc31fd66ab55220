/**
 * Finds external programs on the {@code PATH}, runs them with their output shown live, and
 * terminates the whole process tree when the build is interrupted.
 *
 * <p>The input is a {@link io.github.miragemaven.process.Command}; the output is its lines, or a
 * {@link io.github.miragemaven.process.CommandFailedException} with the last of them. This package
 * must not depend on particular programs. {@link io.github.miragemaven.process.UserDirectory} is
 * where the plugin keeps a user's files.
 */
package io.github.miragemaven.process;
