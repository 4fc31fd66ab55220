#include "pci.h"

#include "cpu.h"

/* PCI Local Bus Specification 3.0: configuration mechanism 1 (3.2.2.3.2) and header (6.1, 6.2) */
enum {
  CONFIG_ADDRESS = 0xcf8,
  CONFIG_DATA = 0xcfc,
  FUNCTIONS_OF_A_BUS = 32 * 8,
  REGISTER_ID = 0x00,
  REGISTER_COMMAND = 0x04,
  COMMAND_IO_SPACE = 1 << 0,
  COMMAND_BUS_MASTER = 1 << 2,
  COMMAND_BITS = 0xffff, /* The upper half is the status, where written ones clear. */
  REGISTER_BASE_ADDRESS_0 = 0x10,
  BASE_ADDRESS_IO_SPACE = 1 << 0,
  BASE_ADDRESS_IO_BITS = 0xfffc,
};

static const uint32_t CONFIG_ENABLE = 1u << 31;

static void choose(uint32_t function, uint32_t reg) {
  outl(CONFIG_ADDRESS, CONFIG_ENABLE | function << 8 | reg);
}

static uint32_t read(uint32_t function, uint32_t reg) {
  choose(function, reg);
  return inl(CONFIG_DATA);
}

bool pci_find(uint16_t vendor, uint16_t device, uint16_t *first_port) {
  for (uint32_t function = 0; function < FUNCTIONS_OF_A_BUS; function++) {
    uint32_t base = read(function, REGISTER_BASE_ADDRESS_0);
    if (read(function, REGISTER_ID) != ((uint32_t)device << 16 | vendor) || !(base & BASE_ADDRESS_IO_SPACE)) {
      continue;
    }
    uint32_t command = read(function, REGISTER_COMMAND) & COMMAND_BITS;
    choose(function, REGISTER_COMMAND);
    outl(CONFIG_DATA, command | COMMAND_IO_SPACE | COMMAND_BUS_MASTER);
    *first_port = (uint16_t)(base & BASE_ADDRESS_IO_BITS);
    return true;
  }
  return false;
}
