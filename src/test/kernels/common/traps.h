/* The processor's exceptions, and interrupts that come where it has those or elsewhere. */
#pragma once

/* Lets exceptions, and interrupts at their vectors, come to trap(). Interrupts stay off. */
void traps_init(void);

/* Sets the handler, a function with gcc's attribute interrupt, of interrupts at FIRST_FREE_VECTOR. */
void traps_free_vector(const void *handler);

enum { FIRST_FREE_VECTOR = 32 };

/*
 * The kernel's answer to every trap, with the name of the exception that the vector means, such as
 * "#GP". It runs on the stack of what it interrupted, with interrupts off, and does not return.
 */
_Noreturn void trap(const char *exception);
