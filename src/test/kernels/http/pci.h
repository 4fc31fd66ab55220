/* The devices on the first PCI bus. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/*
 * Finds the first device with these IDs whose first base address is I/O ports, enables them and its access to
 * memory, and tells the first port; false if there is none.
 */
bool pci_find(uint16_t vendor, uint16_t device, uint16_t *first_port);
