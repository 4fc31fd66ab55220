# Where a Multiboot loader, or Xen, enters a kernel whose rest is C.
#
# Multiboot Specification 0.6.96. The loader jumps here in 32-bit protected mode, with flat segments,
# interrupts off, EAX holding a magic number and EBX the address of the Multiboot information; there
# is no stack (section 3.2). Xen's PVH entry differs only in what EBX points at (boot.c). The address
# fields say where the file wants to be: GRUB 0.97 and QEMU's -kernel read no ELF64 headers.

        # Header (section 3.1)
        .set    MULTIBOOT_HEADER_MAGIC, 0x1BADB002
        .set    MULTIBOOT_AOUT_KLUDGE, 1 << 16  # The address fields are valid.
        .set    MULTIBOOT_HEADER_FLAGS, MULTIBOOT_AOUT_KLUDGE

        .code32
        .section .text.start, "ax"
        .balign 4
header: .long   MULTIBOOT_HEADER_MAGIC
        .long   MULTIBOOT_HEADER_FLAGS
        .long   -(MULTIBOOT_HEADER_MAGIC + MULTIBOOT_HEADER_FLAGS)
        .long   header                          # header_addr
        .long   header                          # load_addr
        .long   load_end                        # load_end_addr
        .long   bss_end                         # bss_end_addr
        .long   _start                          # entry_addr

        .globl  _start
_start:
        cld
        mov     $stack_end, %esp
        push    %ebx
        push    %eax
        call    kernel_main                     # kernel_main(magic, information), which stays

        .section .bss
        .balign 16
        .skip   16384
stack_end:
