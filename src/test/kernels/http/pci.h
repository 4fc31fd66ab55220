/* The devices on the first PCI bus. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/*
 * Finds the first device of that make whose first base address is I/O ports; lets it answer there and
 * reach memory by itself, and tells the first port.
 */
bool pci_find(uint16_t vendor, uint16_t device, uint16_t *first_port);
