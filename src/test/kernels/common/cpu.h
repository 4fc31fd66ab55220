/* Instructions that C has no words for. */
#pragma once

#include <stdint.h>

static inline void outb(uint16_t port, uint8_t value) {
  __asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static inline void outw(uint16_t port, uint16_t value) {
  __asm__ volatile("outw %0, %1" : : "a"(value), "Nd"(port));
}

static inline void outl(uint16_t port, uint32_t value) {
  __asm__ volatile("outl %0, %1" : : "a"(value), "Nd"(port));
}

static inline uint8_t inb(uint16_t port) {
  uint8_t value;
  __asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
  return value;
}

static inline uint16_t inw(uint16_t port) {
  uint16_t value;
  __asm__ volatile("inw %1, %0" : "=a"(value) : "Nd"(port));
  return value;
}

static inline uint32_t inl(uint16_t port) {
  uint32_t value;
  __asm__ volatile("inl %1, %0" : "=a"(value) : "Nd"(port));
  return value;
}

/* The time-stamp counter. */
static inline uint64_t rdtsc(void) {
  uint64_t count;
  __asm__ volatile("rdtsc" : "=A"(count));
  return count;
}

/* Makes a loop that waits for a device cheaper. */
static inline void relax(void) { __asm__ volatile("pause" : : : "memory"); }

/* Stops the processor for good. */
static inline _Noreturn void stop(void) {
  for (;;) {
    __asm__ volatile("cli; hlt");
  }
}
