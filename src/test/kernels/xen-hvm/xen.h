/* The hypervisor, as a guest with virtual hardware (HVM or PVH) sees it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Looks for Xen and makes its hypercalls ready. Everything below needs it to have said true. */
bool xen_init(void);

/* Finds the PV console. Whether there is one; without it what is printed goes nowhere. */
bool xen_console_init(void);

/* Puts the text, up to its NUL, into the PV console's ring; waits where the ring is full. */
void xen_console_print(const char *text);

/* How fast the time-stamp counter counts, in kHz; never 0. */
uint32_t xen_tsc_khz(void);

/* Waits until the console's ring is read, then ends the domain. */
_Noreturn void xen_power_off(void);
