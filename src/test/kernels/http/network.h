/* Ethernet, ARP, IPv4 and ICMP echo, for a host with one address that only answers. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "virtio_net.h"

/*
 * The receiver of an answer. Its frames go to the MAC that the peer's came from, the peer's or a gateway's, so
 * this host never sends an ARP request for another.
 */
struct peer {
  uint8_t mac[MAC_BYTES];
  uint32_t address;
};

enum { IPV4_PAYLOAD_MAX = 1480 };

/* Takes this MAC and address for its own and tells the link so (RFC 5227, section 3). */
void network_init(const uint8_t mac[MAC_BYTES], uint32_t address);

uint32_t network_address(void);

/* Deals with a frame that came in, whatever is in it. */
void network_input(const uint8_t *frame, size_t bytes);

/* Where to write the payload of the next packet to send, of up to IPV4_PAYLOAD_MAX bytes. */
uint8_t *network_payload(void);

/* Sends the packet whose payload was written there. */
void network_send(const struct peer *peer, uint8_t protocol, size_t bytes);

/* The sum of 16-bit words of RFC 1071 over these bytes, added to another such sum. */
uint32_t network_sum(uint32_t sum, const void *bytes, size_t count);

/* The sum over TCP's pseudo-header (RFC 9293, section 3.1). */
uint32_t network_pseudo_header_sum(uint32_t remote, uint8_t protocol, size_t bytes);

/* The checksum, in network byte order, that such a sum makes; 0 over what holds its own right checksum. */
uint16_t network_checksum(uint32_t sum);
