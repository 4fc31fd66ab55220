#include "clock.h"

#include "cpu.h"
#include "traps.h"

/* Intel 8254 programmable interval timer (its data sheet, "Control Word Format") */
enum {
  PIT_COUNTER_0 = 0x40,
  PIT_CONTROL = 0x43,
  COUNTER_0_LOW_THEN_HIGH_RATE = 0x34, /* Mode 2, rate generator */
  PIT_HZ = 1193182,
  COUNTS_PER_MS = PIT_HZ / 1000,
};

/* Intel 8259A interrupt controllers (its data sheet, "Programming the 8259A") */
enum {
  PIC1_COMMAND = 0x20,
  PIC1_DATA = 0x21,
  PIC2_COMMAND = 0xa0,
  PIC2_DATA = 0xa1,
  ICW1_EDGE_CASCADE_ICW4 = 0x11,
  ICW3_SLAVE_ON_IRQ2 = 1 << 2,
  ICW3_SLAVE_ID = 2,
  ICW4_8086 = 0x01,
  OCW1_ALL_BUT_TIMER = 0xfe,
  OCW1_ALL = 0xff,
  OCW2_END_OF_INTERRUPT = 0x20,
};

struct interrupt_frame;

static volatile uint32_t ticks;

__attribute__((interrupt)) static void tick(struct interrupt_frame *frame) {
  (void)frame;
  ticks++;
  outb(PIC1_COMMAND, OCW2_END_OF_INTERRUPT);
}

void clock_init(void) {
  traps_free_vector(tick);
  outb(PIC1_COMMAND, ICW1_EDGE_CASCADE_ICW4);
  outb(PIC1_DATA, FIRST_FREE_VECTOR);
  outb(PIC1_DATA, ICW3_SLAVE_ON_IRQ2);
  outb(PIC1_DATA, ICW4_8086);
  outb(PIC1_DATA, OCW1_ALL_BUT_TIMER);
  outb(PIC2_COMMAND, ICW1_EDGE_CASCADE_ICW4);
  outb(PIC2_DATA, FIRST_FREE_VECTOR + 8);
  outb(PIC2_DATA, ICW3_SLAVE_ID);
  outb(PIC2_DATA, ICW4_8086);
  outb(PIC2_DATA, OCW1_ALL);
  outb(PIT_CONTROL, COUNTER_0_LOW_THEN_HIGH_RATE);
  outb(PIT_COUNTER_0, COUNTS_PER_MS & 0xff);
  outb(PIT_COUNTER_0, COUNTS_PER_MS >> 8);
}

uint32_t clock_ms(void) { return ticks; }

/* Interrupts come only here, so that nothing else has to reckon with them. */
void clock_sleep(void) { __asm__ volatile("sti; hlt; cli" : : : "memory"); }
