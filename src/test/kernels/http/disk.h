/* The part of the first virtio disk that can hold an archive. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "virtio_blk.h"

/* How much longer than what is read the memory for it must be: whole sectors are read. */
enum { DISK_ROOM = 2 * SECTOR_BYTES };

/*
 * Finds the first partition of type 0xDA, or a disk without such a partition, and returns its length in
 * bytes; 0 if there is no disk, or it cannot be read.
 */
uint64_t disk_init(void);

/*
 * Reads bytes of that part to memory of that many bytes and DISK_ROOM, and returns where in it they are;
 * null if they are not all on the disk, or cannot be read.
 */
const uint8_t *disk_read(uint64_t offset, size_t bytes, uint8_t *memory);
