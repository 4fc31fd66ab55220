/**
 * Runs a kernel on this machine in the foreground.
 *
 * <p>{@link io.github.miragemaven.run.LocalMachine} turns a {@link
 * io.github.miragemaven.kernel.Kernel}, its disk image and {@link
 * io.github.miragemaven.run.RunSettings} into a {@link io.github.miragemaven.run.Guest}, which
 * {@link io.github.miragemaven.run.GuestRunner} starts and follows. Each hypervisor has a class
 * that builds its command line. The package must not depend on how kernels and images are built.
 */
package io.github.miragemaven.run;
