/**
 * Boots images under Xen: QEMU emulates a PC with Xen and a Debian dom0, which starts guests from
 * disk images as EC2 does.
 *
 * <p>The input is a {@link io.github.miragemaven.xen.Guest}, the result a {@link
 * io.github.miragemaven.xen.GuestRun}: the guest's output and how it ended. The scripts in {@code
 * src/test/xen} build and start the rig.
 */
package io.github.miragemaven.xen;
