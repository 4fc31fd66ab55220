# A Xen PV guest that prints its name and its command line and powers itself off.
#
#   as --64 -o xen-pv.o xen-pv.S
#   ld -m elf_x86_64 -n -s --build-id=none -T xen-pv.lds -o xen-pv.elf xen-pv.o
#
# Xen starts a 64-bit PV guest in long mode with a flat address space, event delivery masked,
# RSI pointing at the start_info page and RSP at the end of a 4 KiB stack (Xen's public headers,
# xen.h, "Start-of-day memory layout"). What Xen must know beforehand it reads from the ELF notes
# at the end of this file (elfnote.h). The text goes out on the PV console ring (io/console.h),
# which is where an unprivileged guest's console is, and by the console_io hypercall, which only
# a debugging hypervisor shows, in its own log.

        # struct start_info (xen.h), offsets for x86_64
        .set    SI_CONSOLE_MFN, 72
        .set    SI_CONSOLE_EVTCHN, 80
        .set    SI_CMD_LINE, 128
        .set    MAX_GUEST_CMDLINE, 1024

        # struct xencons_interface (io/console.h)
        .set    XENCONS_OUT, 1024
        .set    XENCONS_OUT_SIZE, 2048
        .set    XENCONS_OUT_CONS, 3080
        .set    XENCONS_OUT_PROD, 3084

        # Hypercalls and their commands (xen.h, sched.h, event_channel.h)
        .set    HYPERVISOR_UPDATE_VA_MAPPING, 14
        .set    UVMF_INVLPG, 2
        .set    HYPERVISOR_CONSOLE_IO, 18
        .set    CONSOLEIO_WRITE, 0
        .set    HYPERVISOR_SCHED_OP, 29
        .set    SCHEDOP_YIELD, 0
        .set    SCHEDOP_SHUTDOWN, 2
        .set    SHUTDOWN_POWEROFF, 0
        .set    HYPERVISOR_EVENT_CHANNEL_OP, 32
        .set    EVTCHNOP_SEND, 4

        .set    PAGE_SHIFT, 12
        .set    PTE_PRESENT_RW_USER_ACCESSED, 0x27

        # How often to yield, over the whole run, to a console that does not read what was
        # written; then the guest powers off all the same.
        .set    PATIENCE, 1 << 22

        # Stubs of 32 bytes each: number in, arguments in RDI, RSI, RDX, result in RAX; RCX and
        # R11 are lost (arch-x86/xen-x86_64.h).
        .macro  hypercall number
        call    hypercall_page + 32 * \number
        .endm

        .text
        .globl  _start
_start:
        cld
        mov     %rsi, %r12                      # R12: start_info
        lea     console_ring(%rip), %r13        # R13: the console ring
        mov     $PATIENCE, %r14d                # R14: yields left

        # The ring is a page of this guest that start_info names by its machine frame number:
        # put it in the place of a page of our own.
        mov     %r13, %rdi
        mov     SI_CONSOLE_MFN(%r12), %rsi
        shl     $PAGE_SHIFT, %rsi
        or      $PTE_PRESENT_RW_USER_ACCESSED, %rsi
        mov     $UVMF_INVLPG, %edx
        hypercall HYPERVISOR_UPDATE_VA_MAPPING

        lea     name(%rip), %rsi
        call    print
        lea     SI_CMD_LINE(%r12), %rsi
        call    print
        lea     line_end(%rip), %rsi
        call    print

drain:  mov     XENCONS_OUT_PROD(%r13), %eax
        cmp     XENCONS_OUT_CONS(%r13), %eax
        je      power_off
        call    yield
        jnz     drain

power_off:
        mov     $SCHEDOP_SHUTDOWN, %edi
        lea     shutdown(%rip), %rsi
        hypercall HYPERVISOR_SCHED_OP
        jmp     power_off

# Prints the text at RSI: up to its NUL, at most MAX_GUEST_CMDLINE bytes.
print:
        mov     %rsi, %rbp                      # RBP: the text
        xor     %ebx, %ebx                      # RBX: how much of it is in the ring
next:   cmp     $MAX_GUEST_CMDLINE, %ebx
        je      written
        mov     (%rbp,%rbx), %al
        test    %al, %al
        jz      written
        mov     XENCONS_OUT_PROD(%r13), %ecx    # Both indexes run on freely, modulo 2^32.
        mov     %ecx, %edx
        sub     XENCONS_OUT_CONS(%r13), %edx
        cmp     $XENCONS_OUT_SIZE, %edx
        jae     full
        mov     %ecx, %edx
        and     $XENCONS_OUT_SIZE - 1, %edx
        mov     %al, XENCONS_OUT(%r13,%rdx)
        inc     %ecx
        mov     %ecx, XENCONS_OUT_PROD(%r13)    # x86 keeps stores in order: no barrier.
        inc     %ebx
        jmp     next
full:   call    notify
        call    yield
        jnz     next
written:
        mov     $CONSOLEIO_WRITE, %edi
        mov     %ebx, %esi
        mov     %rbp, %rdx
        hypercall HYPERVISOR_CONSOLE_IO
        # Falls through: the reader of the ring is told last.

# Tells the reader of the ring that there is something in it. struct evtchn_send is the port
# alone, so the one in start_info will do.
notify:
        mov     $EVTCHNOP_SEND, %edi
        lea     SI_CONSOLE_EVTCHN(%r12), %rsi
        hypercall HYPERVISOR_EVENT_CHANNEL_OP
        ret

# Lets others run; the zero flag is set when patience is at an end.
yield:
        test    %r14d, %r14d
        jz      1f
        mov     $SCHEDOP_YIELD, %edi
        xor     %esi, %esi
        hypercall HYPERVISOR_SCHED_OP
        dec     %r14d
1:      ret

        .section .rodata, "a"
        .balign 4
shutdown:                                       # struct sched_shutdown
        .long   SHUTDOWN_POWEROFF
name:   .ascii  "mirage-maven-plugin tiny Xen PV kernel\r\n"
        .asciz  "command line: "
line_end:
        .asciz  "\r\n"

        # Pages that the domain builder and this guest put in place; the file holds none of them.
        .section .bss
        .balign 4096
hypercall_page:
        .skip   4096
console_ring:
        .skip   4096

        # ELF notes (elfnote.h). Numbers are 64 bits wide, texts end in a NUL.
        .set    XEN_ELFNOTE_ENTRY, 1
        .set    XEN_ELFNOTE_HYPERCALL_PAGE, 2
        .set    XEN_ELFNOTE_VIRT_BASE, 3
        .set    XEN_ELFNOTE_PADDR_OFFSET, 4
        .set    XEN_ELFNOTE_XEN_VERSION, 5
        .set    XEN_ELFNOTE_GUEST_OS, 6
        .set    XEN_ELFNOTE_LOADER, 8

        .macro  note type, directive, value:vararg
        .long   4, 2f - 1f, \type
        .asciz  "Xen"
1:      \directive \value
2:      .balign 4
        .endm

        .section .note.Xen, "a", @note
        .balign 4
        note    XEN_ELFNOTE_GUEST_OS, .asciz, "mirage-maven-plugin"
        note    XEN_ELFNOTE_LOADER, .asciz, "generic"
        note    XEN_ELFNOTE_XEN_VERSION, .asciz, "xen-3.0"
        note    XEN_ELFNOTE_VIRT_BASE, .quad, 0
        note    XEN_ELFNOTE_PADDR_OFFSET, .quad, 0
        note    XEN_ELFNOTE_ENTRY, .quad, _start
        note    XEN_ELFNOTE_HYPERCALL_PAGE, .quad, hypercall_page
