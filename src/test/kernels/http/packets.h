/* How headers lie in a frame. Numbers are in network byte order: swap16 and swap32 turn them, both ways. */
#pragma once

#include <stdint.h>

#include "virtio_net.h"

static inline uint16_t swap16(uint16_t number) { return __builtin_bswap16(number); }
static inline uint32_t swap32(uint32_t number) { return __builtin_bswap32(number); }

/* Ethernet II */
struct ethernet {
  uint8_t destination[MAC_BYTES];
  uint8_t source[MAC_BYTES];
  uint16_t ethertype;
} __attribute__((packed));

enum {
  ETHERTYPE_IPV4 = 0x0800,
  ETHERTYPE_ARP = 0x0806,
};

/* RFC 826, for IPv4 on Ethernet */
struct arp {
  uint16_t hardware;
  uint16_t protocol;
  uint8_t hardware_length;
  uint8_t protocol_length;
  uint16_t operation;
  uint8_t sender_mac[MAC_BYTES];
  uint32_t sender_address;
  uint8_t target_mac[MAC_BYTES];
  uint32_t target_address;
} __attribute__((packed));

enum {
  ARP_ETHERNET = 1,
  ARP_REQUEST = 1,
  ARP_REPLY = 2,
};

/* RFC 791, section 3.1 */
struct ipv4 {
  uint8_t version_ihl; /* Header length in 32-bit words in the lower half */
  uint8_t type_of_service;
  uint16_t total_length;
  uint16_t identification;
  uint16_t flags_fragment;
  uint8_t time_to_live;
  uint8_t protocol;
  uint16_t checksum;
  uint32_t source;
  uint32_t destination;
} __attribute__((packed));

enum {
  IPV4_VERSION_4 = 0x40,
  IPV4_WORDS_WITHOUT_OPTIONS = 5,
  IPV4_DONT_FRAGMENT = 0x4000,
  IPV4_MORE_FRAGMENTS_OR_OFFSET = 0x3fff,
  IPV4_TIME_TO_LIVE = 64, /* RFC 1700 */
  PROTOCOL_ICMP = 1,
  PROTOCOL_TCP = 6,
};

/* RFC 792, "Echo or Echo Reply Message"; the rest comes back as it is. */
struct icmp {
  uint8_t type;
  uint8_t code;
  uint16_t checksum;
} __attribute__((packed));

enum {
  ICMP_ECHO_REPLY = 0,
  ICMP_ECHO = 8,
};

/* RFC 9293, section 3.1 */
struct tcp {
  uint16_t source_port;
  uint16_t destination_port;
  uint32_t sequence;
  uint32_t acknowledgment;
  uint8_t data_offset; /* Header length in 32-bit words in the upper half */
  uint8_t flags;
  uint16_t window;
  uint16_t checksum;
  uint16_t urgent_pointer;
} __attribute__((packed));

enum {
  TCP_FIN = 1 << 0,
  TCP_SYN = 1 << 1,
  TCP_RST = 1 << 2,
  TCP_PSH = 1 << 3,
  TCP_ACK = 1 << 4,
};

/* Options (RFC 9293, section 3.1), and the lengths of segments without options that MSS is about (3.7.1) */
enum {
  TCP_OPTION_END = 0,
  TCP_OPTION_NOTHING = 1,
  TCP_OPTION_MSS = 2,
  MSS_DEFAULT = 536,
  MSS_MIN = 64, /* Who tells less gets this much. */
  MSS_MAX = 1460,
};

struct tcp_mss_option {
  uint8_t kind;
  uint8_t length;
  uint16_t mss;
} __attribute__((packed));
