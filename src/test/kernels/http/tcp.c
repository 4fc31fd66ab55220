#include "tcp.h"

#include <stdbool.h>

#include "connection.h"
#include "cpu.h"
#include "http.h"
#include "memory.h"
#include "segment.h"
#include "tcp_output.h"

enum {
  REQUEST_MS = 20000,   /* From the connection to the end of the request */
  FIN_WAIT_2_MS = 5000, /* For the peer to close, too */
  TIME_WAIT_MS = 1000,  /* Far less than a network's two lifetimes; the link is one hop long. */
  TIMEOUTS_MAX = 6,     /* A minute, with the time between them doubling */
};

static uint16_t listening;

void tcp_init(uint16_t port) { listening = port; }

/* A peer whose SYN finds no room sends it again later. */
static void accept(const struct peer *peer, const struct segment *segment) {
  struct connection *c = connection_new();
  if (c == NULL) {
    return;
  }
  uint32_t iss = (uint32_t)rdtsc();
  c->state = SYN_RECEIVED;
  c->peer = *peer;
  c->peer_port = swap16(segment->tcp->source_port);
  c->our_port = listening;
  c->iss = iss;
  c->snd_una = iss;
  c->snd_nxt = iss;
  c->snd_max = iss;
  c->snd_wnd = segment->window;
  c->snd_mss = segment_mss(segment);
  c->rcv_nxt = segment->sequence + 1;
  tcp_send(c);
}

/* Our FIN is acknowledged. */
static void fin_acknowledged(struct connection *c) {
  if (c->state == FIN_WAIT_1) {
    c->state = FIN_WAIT_2;
    connection_set_deadline(c, FIN_WAIT_2_MS);
  } else if (c->state == CLOSING) {
    c->state = TIME_WAIT;
    connection_set_deadline(c, TIME_WAIT_MS);
  } else if (c->state == LAST_ACK) {
    c->state = CLOSED;
  }
}

/* Whether the rest of the segment counts. */
static bool take_acknowledgment(struct connection *c, const struct segment *segment) {
  uint32_t ack = segment->acknowledgment;
  if (c->state == SYN_RECEIVED) {
    if (ack != c->iss + 1) {
      tcp_refuse(&c->peer, segment->tcp, 0);
      return false;
    }
    c->state = ESTABLISHED;
    connection_set_deadline(c, REQUEST_MS);
  }
  if (ahead(ack, c->snd_max) > 0) {
    tcp_acknowledge(c);
    return false;
  }
  if (ahead(ack, c->snd_una) < 0) {
    return true;
  }
  c->snd_wnd = segment->window;
  if (ack != c->snd_una) {
    c->snd_una = ack;
    c->timeouts = 0;
    if (ahead(ack, c->snd_nxt) > 0) {
      c->snd_nxt = ack;
    }
    if (c->answered) {
      connection_set_deadline(c, RETRANSMISSION_MS);
    }
    if (c->answered && ack == connection_end(c) + 1) {
      fin_acknowledged(c);
    }
  }
  return c->state != CLOSED;
}

static void take_fin(struct connection *c) {
  c->rcv_nxt++;
  if (c->state == ESTABLISHED) {
    c->state = CLOSE_WAIT;
  } else if (c->state == FIN_WAIT_1) {
    c->state = CLOSING;
  } else if (c->state == FIN_WAIT_2) {
    c->state = TIME_WAIT;
    connection_set_deadline(c, TIME_WAIT_MS);
  }
}

/* Reads what came of the request, if there is no answer to it yet. */
static void take_data(struct connection *c, const uint8_t *data, uint32_t count, bool fin) {
  c->rcv_nxt += count;
  if (fin) {
    take_fin(c);
  }
  if (c->answered || (count == 0 && !fin)) {
    return;
  }
  size_t room = REQUEST_MAX - c->request_bytes;
  size_t taken = count < room ? count : room;
  memcpy(c->request + c->request_bytes, data, taken);
  c->request_bytes += taken;
  bool ended = fin || c->request_bytes == REQUEST_MAX;
  c->answered = http_answer(c->request, c->request_bytes, ended, c->peer.address, &c->answer);
  if (c->answered) {
    connection_set_deadline(c, RETRANSMISSION_MS);
  }
}

/* A reset counts only when it hits the very next number (RFC 9293, section 3.10.7.4, first). */
static void take_reset(struct connection *c, const struct segment *segment) {
  int32_t early = ahead(segment->sequence, c->rcv_nxt);
  if (early == 0) {
    c->state = CLOSED;
  } else if (early > 0 && early < RECEIVE_WINDOW) {
    tcp_acknowledge(c);
  }
}

/*
 * Section 3.10.7.4, but that a segment which brings nothing new may still acknowledge something: a peer that
 * sends its FIN again does so. What comes too early is not kept but waited for again.
 */
static void take_segment(struct connection *c, const struct segment *segment) {
  if (c->state == SYN_RECEIVED && segment->flags & TCP_SYN && segment->sequence + 1 == c->rcv_nxt) {
    tcp_send(c);
    return;
  }
  if (segment->flags & TCP_RST) {
    take_reset(c, segment);
    return;
  }
  int32_t length = (int32_t)segment_length(segment);
  int32_t known = ahead(c->rcv_nxt, segment->sequence);
  if (known <= -RECEIVE_WINDOW || known > RECEIVE_WINDOW || segment->flags & TCP_SYN) {
    tcp_acknowledge(c);
    return;
  }
  if (!(segment->flags & TCP_ACK) || !take_acknowledgment(c, segment)) {
    return;
  }
  if (known >= 0 && known < length) {
    take_data(c, segment->data + known, segment->count - (uint32_t)known, segment->flags & TCP_FIN);
  }
  if (!tcp_send(c) && (length > 0 || known > 0)) {
    tcp_acknowledge(c);
  }
}

void tcp_input(const struct peer *peer, const uint8_t *bytes, size_t count) {
  struct segment segment;
  if (!segment_read(peer, bytes, count, &segment)) {
    return;
  }
  bool for_us = segment.tcp->destination_port == swap16(listening);
  bool opens = for_us && (segment.flags & (TCP_SYN | TCP_ACK | TCP_RST)) == TCP_SYN;
  struct connection *c = for_us ? connection_find(peer, swap16(segment.tcp->source_port)) : NULL;
  if (c != NULL && c->state == TIME_WAIT && opens && ahead(segment.sequence, c->rcv_nxt) > 0) {
    c->state = CLOSED;
    c = NULL;
  }
  if (c != NULL) {
    take_segment(c, &segment);
  } else if (opens) {
    accept(peer, &segment);
  } else if (!(segment.flags & TCP_RST)) {
    tcp_refuse(peer, segment.tcp, segment_length(&segment));
  }
}

static void late(struct connection *c) {
  if (c->state == FIN_WAIT_2 || c->state == TIME_WAIT) {
    c->state = CLOSED;
  } else if ((c->state != SYN_RECEIVED && !c->answered) || c->timeouts == TIMEOUTS_MAX) {
    tcp_reset(c);
  } else {
    c->timeouts++;
    tcp_send_again(c);
  }
}

void tcp_tick(void) {
  for (unsigned i = 0; i < CONNECTIONS; i++) {
    struct connection *c = connection_at(i);
    if (c->state != CLOSED && connection_late(c)) {
      late(c);
    }
  }
}
