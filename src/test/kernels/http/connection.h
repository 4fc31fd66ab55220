/* The connections. Their fields are those of RFC 9293, section 3.3.1. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "answer.h"
#include "network.h"
#include "packets.h"

enum tcp_state {
  CLOSED,
  SYN_RECEIVED,
  ESTABLISHED,
  FIN_WAIT_1,
  FIN_WAIT_2,
  CLOSE_WAIT,
  CLOSING,
  LAST_ACK,
  TIME_WAIT,
};

enum {
  CONNECTIONS = 128,
  REQUEST_MAX = 4096,
  RECEIVE_WINDOW = 8192, /* Constant, since data is read or discarded at once. */
};

struct connection {
  enum tcp_state state;
  struct peer peer;
  uint16_t peer_port;
  uint16_t our_port;
  uint32_t iss;     /* Our SYN has this number, the first byte of the answer the next. */
  uint32_t snd_una; /* The first that is not acknowledged */
  uint32_t snd_nxt; /* The next to send; goes back to snd_una to send again */
  uint32_t snd_max; /* After the last that was ever sent */
  uint32_t snd_wnd;
  uint32_t snd_mss;
  uint32_t rcv_nxt;
  uint32_t deadline; /* When connection_late() becomes true, by the clock */
  unsigned timeouts; /* Since the peer last acknowledged something new */
  bool answered;     /* Further data is discarded. */
  struct answer answer;
  size_t request_bytes;
  char request[REQUEST_MAX];
};

/* How far one sequence number is ahead of another, modulo 2^32. */
static inline int32_t ahead(uint32_t one, uint32_t other) { return (int32_t)(one - other); }

/* The sequence number after the last byte of the answer: our FIN's. */
static inline uint32_t connection_end(const struct connection *c) { return c->iss + 1 + answer_bytes(&c->answer); }

/* The open connection with that peer, or null. */
struct connection *connection_find(const struct peer *peer, uint16_t peer_port);

/*
 * A connection to use for a new one, all zero. When all are in use, one that only waits for its peer's
 * last segments to be gone ends early; null where there is none of these either.
 */
struct connection *connection_new(void);

/* Sets how long from now the deadline is. */
void connection_set_deadline(struct connection *c, uint32_t ms);

bool connection_late(const struct connection *c);

/* The connection of that index, below CONNECTIONS; it may be closed. */
struct connection *connection_at(unsigned index);
