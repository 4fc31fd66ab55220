#include "tcp_output.h"

#include "serial.h"

/* How many bytes may be on their way without an acknowledgment, in place of congestion control. */
enum { IN_FLIGHT_MAX = 16384 };

/* Sends the segment at network_payload(), which is complete except for lengths and checksum. */
static void send_segment(const struct peer *peer, struct tcp *tcp, size_t header_bytes, size_t payload_bytes) {
  size_t bytes = header_bytes + payload_bytes;
  tcp->data_offset = (uint8_t)(header_bytes / sizeof(uint32_t) << 4);
  tcp->checksum = network_checksum(
      network_sum(network_pseudo_header_sum(peer->address, PROTOCOL_TCP, bytes), tcp, bytes));
  network_send(peer, PROTOCOL_TCP, bytes);
}

static struct tcp header(const struct connection *c, uint8_t flags) {
  return (struct tcp){
      .source_port = swap16(c->our_port),
      .destination_port = swap16(c->peer_port),
      .sequence = swap32(c->snd_nxt),
      .acknowledgment = swap32(c->rcv_nxt),
      .flags = flags,
      .window = swap16(RECEIVE_WINDOW),
  };
}

static void send_empty(const struct connection *c, uint8_t flags) {
  struct tcp *tcp = (void *)network_payload();
  *tcp = header(c, flags);
  send_segment(&c->peer, tcp, sizeof *tcp, 0);
}

static void send_syn(struct connection *c) {
  struct tcp *tcp = (void *)network_payload();
  struct tcp_mss_option *option = (void *)(tcp + 1);
  c->snd_nxt = c->iss;
  *tcp = header(c, TCP_SYN | TCP_ACK);
  *option = (struct tcp_mss_option){TCP_OPTION_MSS, sizeof *option, swap16(MSS_MAX)};
  send_segment(&c->peer, tcp, sizeof *tcp + sizeof *option, 0);
  c->snd_nxt++;
}

void tcp_reset(struct connection *c) {
  send_empty(c, TCP_RST | TCP_ACK);
  c->state = CLOSED;
}

/* Sends the next bytes of the answer, and our FIN after the last; a reset if the archive is damaged there. */
static void send_bytes(struct connection *c, uint32_t count, bool fin) {
  struct tcp *tcp = (void *)network_payload();
  *tcp = header(c, fin ? TCP_ACK | TCP_PSH | TCP_FIN : TCP_ACK);
  if (!answer_copy(&c->answer, c->snd_nxt - (c->iss + 1), count, (char *)(tcp + 1))) {
    serial_print("the archive is damaged within a file; connection reset\r\n");
    tcp_reset(c);
    return;
  }
  send_segment(&c->peer, tcp, sizeof *tcp, count);
  c->snd_nxt += count + fin;
  if (fin && c->state == ESTABLISHED) {
    c->state = FIN_WAIT_1;
  } else if (fin && c->state == CLOSE_WAIT) {
    c->state = LAST_ACK;
  }
}

static bool send_answer(struct connection *c, uint32_t window) {
  uint32_t start = c->snd_nxt;
  while (c->answered && c->state != CLOSED && ahead(c->snd_nxt, connection_end(c)) <= 0) {
    uint32_t left = connection_end(c) - c->snd_nxt;
    int32_t room = ahead(c->snd_una + window, c->snd_nxt);
    uint32_t count = left < c->snd_mss ? left : c->snd_mss;
    if (room < (int32_t)count) {
      count = room < 0 ? 0 : (uint32_t)room;
    }
    if (count == 0 && left > 0) {
      break;
    }
    send_bytes(c, count, count == left);
  }
  return c->snd_nxt != start || c->state == CLOSED;
}

static bool send_into(struct connection *c, uint32_t window) {
  bool sent = true;
  if (c->state == SYN_RECEIVED) {
    send_syn(c);
  } else {
    sent = send_answer(c, window < IN_FLIGHT_MAX ? window : IN_FLIGHT_MAX);
  }
  if (ahead(c->snd_nxt, c->snd_max) > 0) {
    c->snd_max = c->snd_nxt;
  }
  if (sent) {
    connection_set_deadline(c, RETRANSMISSION_MS << c->timeouts);
  }
  return sent;
}

bool tcp_send(struct connection *c) { return send_into(c, c->snd_wnd); }

void tcp_send_again(struct connection *c) {
  c->snd_nxt = c->snd_una;
  send_into(c, c->snd_wnd > 0 ? c->snd_wnd : 1);
}

void tcp_acknowledge(const struct connection *c) { send_empty(c, TCP_ACK); }

void tcp_refuse(const struct peer *peer, const struct tcp *segment, uint32_t sequence_length) {
  struct tcp *tcp = (void *)network_payload();
  *tcp = (struct tcp){
      .source_port = segment->destination_port,
      .destination_port = segment->source_port,
  };
  if (segment->flags & TCP_ACK) {
    tcp->flags = TCP_RST;
    tcp->sequence = segment->acknowledgment;
  } else {
    tcp->flags = TCP_RST | TCP_ACK;
    tcp->acknowledgment = swap32(swap32(segment->sequence) + sequence_length);
  }
  send_segment(peer, tcp, sizeof *tcp, 0);
}
