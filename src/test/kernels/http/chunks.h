/* The chunks of the archive that were read last. */
#pragma once

#include <stdint.h>

/*
 * Returns the chunk with this number and length, at most CHUNK_BYTES, after comparing its digest when it is read;
 * null if it is damaged. The bytes stay until the next call.
 */
const uint8_t *chunk_read(uint32_t number, uint32_t bytes);
