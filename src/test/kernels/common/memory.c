#include "memory.h"

void *memcpy(void *to, const void *from, size_t bytes) {
  void *next = to;
  __asm__ volatile("rep movsb" : "+D"(next), "+S"(from), "+c"(bytes) : : "memory");
  return to;
}

void *memset(void *to, int value, size_t bytes) {
  void *next = to;
  __asm__ volatile("rep stosb" : "+D"(next), "+c"(bytes) : "a"(value) : "memory");
  return to;
}
