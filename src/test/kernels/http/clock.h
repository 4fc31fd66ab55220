/* The time, and sleeping. */
#pragma once

#include <stdint.h>

/* Starts the clock; traps_init() must have been called. */
void clock_init(void);

/* Milliseconds since the start, roughly: ticks that come while the kernel does not sleep may be lost. */
uint32_t clock_ms(void);

/* Rests until the next tick, at most a millisecond. */
void clock_sleep(void);
