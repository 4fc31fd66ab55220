/* What the loader tells the kernel. */
#pragma once

#include <stdint.h>

/* The kernel's own part; it does not return. */
_Noreturn void kernel_main(uint32_t magic, const void *information);

/* The command line as the loader gave it, every byte of it; empty where it gave none. */
const char *command_line(uint32_t magic, const void *information);
