/* The processor's exceptions, and interrupts that come where it has those. */
#pragma once

/* Lets interrupts and exceptions come to trap(). Interrupts stay off. */
void traps_init(void);

/*
 * The kernel's answer to every trap, with the name of the exception that the vector means, such as
 * "#GP". It runs on the stack of what it interrupted, with interrupts off, and does not return.
 */
_Noreturn void trap(const char *exception);
