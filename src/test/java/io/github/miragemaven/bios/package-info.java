/**
 * Images that a PC's BIOS boots, in QEMU's emulation of one: from their boot sector through GRUB 2
 * to the kernel's lines on the first serial port.
 */
package io.github.miragemaven.bios;
