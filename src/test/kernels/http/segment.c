#include "segment.h"

bool segment_read(const struct peer *peer, const uint8_t *bytes, size_t count, struct segment *segment) {
  const struct tcp *tcp = (const void *)bytes;
  if (count < sizeof *tcp) {
    return false;
  }
  size_t header = (tcp->data_offset >> 4) * sizeof(uint32_t);
  uint32_t sum = network_pseudo_header_sum(peer->address, PROTOCOL_TCP, count);
  if (header < sizeof *tcp || header > count || network_checksum(network_sum(sum, bytes, count)) != 0) {
    return false;
  }
  *segment = (struct segment){
      .tcp = tcp,
      .sequence = swap32(tcp->sequence),
      .acknowledgment = swap32(tcp->acknowledgment),
      .window = swap16(tcp->window),
      .flags = tcp->flags,
      .options = bytes + sizeof *tcp,
      .data = bytes + header,
      .count = (uint32_t)(count - header),
  };
  return true;
}

uint32_t segment_length(const struct segment *segment) {
  return segment->count + !!(segment->flags & TCP_SYN) + !!(segment->flags & TCP_FIN);
}

uint32_t segment_mss(const struct segment *segment) {
  const uint8_t *at = segment->options;
  while (at < segment->data && *at != TCP_OPTION_END) {
    const struct tcp_mss_option *option = (const void *)at;
    size_t left = (size_t)(segment->data - at);
    if (option->kind == TCP_OPTION_NOTHING) {
      at++;
      continue;
    }
    if (left < 2 || option->length < 2 || option->length > left) {
      break;
    }
    if (option->kind == TCP_OPTION_MSS && option->length == sizeof *option) {
      uint32_t mss = swap16(option->mss);
      return mss < MSS_MIN ? MSS_MIN : mss > MSS_MAX ? MSS_MAX : mss;
    }
    at += option->length;
  }
  return MSS_DEFAULT;
}
