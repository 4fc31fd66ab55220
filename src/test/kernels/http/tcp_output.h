/* What TCP sends. */
#pragma once

#include <stdbool.h>

#include "connection.h"

enum { RETRANSMISSION_MS = 500 }; /* For the first time, then twice as long each time */

/*
 * Sends what the connection may send now: our SYN, or as much of the answer as fits into the peer's window,
 * with our FIN after its last byte. Returns whether anything was sent.
 */
bool tcp_send(struct connection *c);

/* The same, from the first byte that is not acknowledged, and one byte even into a closed window. */
void tcp_send_again(struct connection *c);

/* Sends nothing but an acknowledgment. */
void tcp_acknowledge(const struct connection *c);

/* Tells the peer that the connection is no more, and forgets it. */
void tcp_reset(struct connection *c);

/* Answers a segment for which there is no connection (RFC 9293, section 3.10.7.1). */
void tcp_refuse(const struct peer *peer, const struct tcp *segment, uint32_t sequence_length);
