# A Multiboot kernel that prints its name and its command line and stops.
#
#   as --64 -o multiboot.o multiboot.S
#   ld -m elf_x86_64 -n -s --build-id=none -T multiboot.lds -o multiboot.elf multiboot.o
#
# Multiboot Specification 0.6.96. The loader jumps here in 32-bit protected mode, with flat segments,
# interrupts off, EAX holding a magic number and EBX the address of the Multiboot information;
# there is no stack (section 3.2). Like Solo5's kernels the file is ELF64 and says in its Multiboot
# header where it wants to be: GRUB 0.97 and QEMU's -kernel read no ELF64 headers. The text goes to
# the first serial port and to the screen.

        # Header (section 3.1)
        .set    MULTIBOOT_HEADER_MAGIC, 0x1BADB002
        .set    MULTIBOOT_AOUT_KLUDGE, 1 << 16  # The address fields are valid.
        .set    MULTIBOOT_HEADER_FLAGS, MULTIBOOT_AOUT_KLUDGE

        # Information (section 3.3)
        .set    MULTIBOOT_INFO_FLAGS, 0
        .set    MULTIBOOT_INFO_CMDLINE_PRESENT, 1 << 2
        .set    MULTIBOOT_INFO_CMDLINE, 16

        # 16550 UART (its data sheet's registers) at the PC's first serial port
        .set    COM1, 0x3f8
        .set    UART_DATA, COM1                 # The divisor's low byte while DLAB is set
        .set    UART_IER, COM1 + 1              # The divisor's high byte while DLAB is set
        .set    UART_FCR, COM1 + 2
        .set    UART_LCR, COM1 + 3
        .set    UART_LSR, COM1 + 5
        .set    LCR_DLAB, 0x80
        .set    LCR_8N1, 0x03
        .set    FCR_ENABLE_AND_CLEAR, 0x07
        .set    LSR_THRE, 0x20
        .set    DIVISOR_115200, 1
        .set    PATIENCE, 1 << 20               # Looks at a UART that does not get ready

        # VGA text mode 3: 80 by 25 cells of a character and its colours
        .set    VGA_TEXT, 0xb8000
        .set    VGA_COLUMNS, 80
        .set    VGA_ROW_BYTES, 2 * VGA_COLUMNS
        .set    VGA_TEXT_END, VGA_TEXT + 25 * VGA_ROW_BYTES
        .set    VGA_GREY_ON_BLACK, 0x07
        .set    VGA_BLANK, 0x07200720           # Two blank cells

        # ACPI's PM1a control register where emulators put it; the value sets SLP_EN with sleep
        # type 0, which is their S5, "off".
        .set    PM1A_CNT_QEMU, 0x604
        .set    PM1A_CNT_XEN, 0xb004
        .set    PM1_SLP_EN, 0x2000

        .macro  outb value, port
        mov     $\value, %al
        mov     $\port, %dx
        out     %al, %dx
        .endm

        .code32
        .text
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

        outb    0, UART_IER
        outb    LCR_DLAB, UART_LCR
        outb    DIVISOR_115200, UART_DATA
        outb    0, UART_IER
        outb    LCR_8N1, UART_LCR
        outb    FCR_ENABLE_AND_CLEAR, UART_FCR

        mov     $VGA_TEXT, %edi
        mov     $VGA_BLANK, %eax
        mov     $(VGA_TEXT_END - VGA_TEXT) / 4, %ecx
        rep stosl
        mov     $VGA_TEXT, %edi                 # EDI: the next cell of the screen

        mov     $name, %esi
        call    print
        testl   $MULTIBOOT_INFO_CMDLINE_PRESENT, MULTIBOOT_INFO_FLAGS(%ebx)
        jz      1f
        mov     MULTIBOOT_INFO_CMDLINE(%ebx), %esi
        call    print
1:      mov     $line_end, %esi
        call    print

        mov     $PM1_SLP_EN, %ax
        mov     $PM1A_CNT_QEMU, %dx
        out     %ax, %dx
        mov     $PM1A_CNT_XEN, %dx
        out     %ax, %dx
stop:   cli                                     # A machine with neither register stays on.
        hlt
        jmp     stop

# Prints the text at ESI, up to its NUL.
print:
        lodsb
        test    %al, %al
        jz      2f
        call    to_serial
        call    to_screen
        jmp     print
2:      ret

# Sends AL.
to_serial:
        mov     %al, %ah
        mov     $UART_LSR, %dx
        mov     $PATIENCE, %ecx
1:      in      %dx, %al
        test    $LSR_THRE, %al
        loopz   1b
        mov     $UART_DATA, %dx
        mov     %ah, %al
        out     %al, %dx
        ret

# Shows AL; what does not fit on the screen is left out.
to_screen:
        cmp     $'\r', %al
        je      3f
        cmp     $'\n', %al
        je      2f
        cmp     $VGA_TEXT_END, %edi
        jae     3f
        mov     $VGA_GREY_ON_BLACK, %ah
        stosw
        ret
2:      lea     -VGA_TEXT(%edi), %eax           # To the start of the next row
        xor     %edx, %edx
        mov     $VGA_ROW_BYTES, %ecx
        div     %ecx
        sub     %edx, %edi
        add     %ecx, %edi
3:      ret

        .section .rodata, "a"
name:   .ascii  "mirage-maven-plugin tiny Multiboot kernel\r\n"
        .asciz  "command line: "
line_end:
        .asciz  "\r\n"

        .section .bss
        .balign 16
        .skip   1024
stack_end:
