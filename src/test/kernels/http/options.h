/* What the command line sets. */
#pragma once

#include <stdint.h>

struct options {
  uint32_t address;     /* --ipv4=A.B.C.D/N */
  uint32_t prefix_bits; /* its N, 0 to 32 */
  uint32_t gateway;     /* --ipv4-gateway=A.B.C.D */
  uint16_t port;        /* --http=PORT, 1 to 65535 */
};

/*
 * Reads the options between the spaces of a command line; the last of a name counts, other words do not.
 * Returns null, or the first word that has the name of an option and no value for it.
 */
const char *options_read(const char *command_line, struct options *options);
