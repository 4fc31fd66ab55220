/* TCP segments that came in. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "network.h"
#include "packets.h"

struct segment {
  const struct tcp *tcp;
  uint32_t sequence;
  uint32_t acknowledgment;
  uint32_t window;
  uint8_t flags;
  const uint8_t *options;
  const uint8_t *data; /* Behind the options */
  uint32_t count;      /* Bytes of data */
};

/* Takes a segment apart; false if it is none, or was damaged on the way. */
bool segment_read(const struct peer *peer, const uint8_t *bytes, size_t count, struct segment *segment);

/* How many sequence numbers the segment takes. */
uint32_t segment_length(const struct segment *segment);

/* How long the segments may be that its sender takes, within MSS_MIN and MSS_MAX. */
uint32_t segment_mss(const struct segment *segment);
