# What the gates lead to: one stub for each exception, of STUB_BYTES, which tells its vector. An error
# code that the processor may have pushed before is left where it is, as nothing goes back.
        .set    EXCEPTIONS, 32
        .set    STUB_BYTES, 8

        .code32
        .text
        .balign STUB_BYTES
        .globl  trap_stubs
trap_stubs:
        .set    vector, 0
        .rept   EXCEPTIONS
        push    $vector
        jmp     1f
        .balign STUB_BYTES
        .set    vector, vector + 1
        .endr
1:      cld
        call    trap_vector                     # trap_vector(vector), which stays
