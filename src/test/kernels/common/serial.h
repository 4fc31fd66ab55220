/* The PC's first serial port, at 115200 bits a second, 8 data bits, no parity, 1 stop bit. */
#pragma once

/* Must come before the first print. */
void serial_init(void);

/* Sends the text, up to its NUL. */
void serial_print(const char *text);
