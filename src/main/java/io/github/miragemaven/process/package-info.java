/**
 * External programs: finding them on the {@code PATH}, running them with their output shown as it
 * comes, and ending the whole process tree when the build is interrupted.
 *
 * <p>In comes a {@link io.github.miragemaven.process.Command}; out come its lines, or a {@link
 * io.github.miragemaven.process.CommandFailedException} with the last of them. Nothing here knows
 * which programs there are.
 */
package io.github.miragemaven.process;
