/**
 * Runs what was built on this machine, in the foreground: each hypervisor a class that knows its
 * command line, one class that follows the guest and its site.
 *
 * <p>In come a {@link io.github.miragemaven.kernel.Kernel}, the disk image that was made of it and
 * {@link io.github.miragemaven.run.RunSettings}; out comes a {@link
 * io.github.miragemaven.run.Guest}, which {@link io.github.miragemaven.run.GuestRunner} starts,
 * shows and ends. Nothing here knows how a kernel or an image is made.
 */
package io.github.miragemaven.run;
