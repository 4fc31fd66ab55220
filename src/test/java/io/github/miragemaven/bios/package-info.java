/**
 * Boots images from the BIOS of a PC that QEMU emulates: boot sector, GRUB 2, and the kernel's
 * output on the first serial port.
 */
package io.github.miragemaven.bios;
