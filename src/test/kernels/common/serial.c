#include "serial.h"

#include "cpu.h"

/* 16550 UART (its data sheet's registers) */
enum {
  COM1 = 0x3f8,
  UART_DATA = COM1,    /* The divisor's low byte while DLAB is set */
  UART_IER = COM1 + 1, /* The divisor's high byte while DLAB is set */
  UART_FCR = COM1 + 2,
  UART_LCR = COM1 + 3,
  UART_LSR = COM1 + 5,
  LCR_DLAB = 0x80,
  LCR_8N1 = 0x03,
  FCR_ENABLE_AND_CLEAR = 0x07,
  LSR_THRE = 0x20,
  DIVISOR_115200 = 1,
  PATIENCE = 1 << 20, /* Looks at a UART that does not get ready */
};

void serial_init(void) {
  outb(UART_IER, 0);
  outb(UART_LCR, LCR_DLAB);
  outb(UART_DATA, DIVISOR_115200);
  outb(UART_IER, 0);
  outb(UART_LCR, LCR_8N1);
  outb(UART_FCR, FCR_ENABLE_AND_CLEAR);
}

void serial_print(const char *text) {
  for (; *text != '\0'; text++) {
    for (int looks = 0; looks < PATIENCE && !(inb(UART_LSR) & LSR_THRE); looks++) {
    }
    outb(UART_DATA, (uint8_t)*text);
  }
}
