# The ELF note by which Xen, and who reads the file, knows a kernel with a PVH entry (elfnote.h).
        .set    XEN_ELFNOTE_PHYS32_ENTRY, 18

        .section .note.Xen, "a", @note
        .balign 4
        .long   4, 4, XEN_ELFNOTE_PHYS32_ENTRY
        .asciz  "Xen"
        .long   _start
