/* TCP (RFC 9293) for a server that reads one request, gives one answer and closes. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "network.h"

/* Listens on this port, from 1. */
void tcp_init(uint16_t port);

/* Deals with a segment that came in, whatever is in it. */
void tcp_input(const struct peer *peer, const uint8_t *segment, size_t bytes);

/* Sends again what was not acknowledged and gives up what is over; wants to be called all the time. */
void tcp_tick(void);
