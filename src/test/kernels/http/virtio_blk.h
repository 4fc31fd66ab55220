/* A virtio block device, such as QEMU's virtio-blk-pci, which is only read. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SECTOR_BYTES = 512 };

/* Finds and starts the first such device and returns its size in sectors; 0 if there is none that can be used. */
uint64_t virtio_blk_init(void);

/* Reads these sectors in one request and waits for them; false if the device reports an error. */
bool virtio_blk_read(uint64_t first, size_t sectors, void *to);
