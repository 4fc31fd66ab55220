/**
 * Boots images under Xen, for tests: QEMU emulates a PC, Xen and a dom0 of Debian's start on it,
 * and guests start in that from our disk images, as they would on EC2.
 *
 * <p>In goes a {@link io.github.miragemaven.xen.Guest}, out comes a {@link
 * io.github.miragemaven.xen.GuestRun}: what the guest printed and how it ended. {@code
 * src/test/xen} has the scripts that make and start the rig.
 */
package io.github.miragemaven.xen;
