/*
 * The tables are those of the Intel 64 and IA-32 Architectures Software Developer's Manual, volume 3A:
 * segment descriptors 3.4.5, gates 6.11, exceptions and their vectors table 6-1.
 */
#include "traps.h"

#include <stdint.h>

enum {
  CODE = 1 << 3, /* Selectors: an index into the table of segments, times 8 */
  DATA = 2 << 3,
  EXCEPTIONS = FIRST_FREE_VECTOR,
  STUB_BYTES = 8,
  INTERRUPT_GATE_32 = 0x8e, /* Present, for ring 0, 32 bits wide; turns interrupts off */
};

static const uint64_t segments[] = {
    0,
    0x00cf9a000000ffff, /* Code: from 0 to 4 GiB, 32 bits, ring 0, readable */
    0x00cf92000000ffff, /* Data: the same, writable */
};

static const char names[EXCEPTIONS][4] = {
    "#DE", "#DB", "NMI", "#BP", "#OF", "#BR", "#UD", "#NM", "#DF", "#9",  "#TS",
    "#NP", "#SS", "#GP", "#PF", "#15", "#MF", "#AC", "#MC", "#XM", "#VE", "#CP",
    "#22", "#23", "#24", "#25", "#26", "#27", "#28", "#29", "#30", "#31",
};

struct gate {
  uint16_t offset_low;
  uint16_t selector;
  uint8_t reserved;
  uint8_t type;
  uint16_t offset_high;
};

/* What LGDT and LIDT load. */
struct table {
  uint16_t limit;
  const void *base;
} __attribute__((packed));

/* stubs.s */
extern const char trap_stubs[EXCEPTIONS][STUB_BYTES];

static struct gate gates[EXCEPTIONS + 1];

static void set_gate(int vector, const void *handler) {
  gates[vector] = (struct gate){
      .offset_low = (uint16_t)(uint32_t)handler,
      .selector = CODE,
      .type = INTERRUPT_GATE_32,
      .offset_high = (uint16_t)((uint32_t)handler >> 16),
  };
}

void traps_free_vector(const void *handler) { set_gate(FIRST_FREE_VECTOR, handler); }

void traps_init(void) {
  for (int vector = 0; vector < EXCEPTIONS; vector++) {
    set_gate(vector, trap_stubs[vector]);
  }
  struct table gdt = {sizeof segments - 1, segments};
  struct table idt = {sizeof gates - 1, gates};
  __asm__ volatile(
      "lgdt %0\n\t"
      "lidt %1\n\t"
      "ljmp %2, $1f\n"
      "1:\tmov %3, %%ds\n\t"
      "mov %3, %%es\n\t"
      "mov %3, %%ss"
      :
      : "m"(gdt), "m"(idt), "i"(CODE), "r"(DATA)
      : "memory");
}

/* Called by the stubs. */
_Noreturn void trap_vector(uint32_t vector) { trap(names[vector]); }
