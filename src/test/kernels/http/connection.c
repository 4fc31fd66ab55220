#include "connection.h"

#include "clock.h"
#include "memory.h"

static struct connection connections[CONNECTIONS];

struct connection *connection_at(unsigned index) { return &connections[index]; }

struct connection *connection_find(const struct peer *peer, uint16_t peer_port) {
  for (struct connection *c = connections; c < connections + CONNECTIONS; c++) {
    if (c->state != CLOSED && c->peer.address == peer->address && c->peer_port == peer_port) {
      return c;
    }
  }
  return NULL;
}

struct connection *connection_new(void) {
  struct connection *chosen = NULL;
  for (struct connection *c = connections; c < connections + CONNECTIONS; c++) {
    if (c->state == CLOSED) {
      chosen = c;
      break;
    }
    if (c->state == TIME_WAIT && (chosen == NULL || ahead(chosen->deadline, c->deadline) > 0)) {
      chosen = c;
    }
  }
  if (chosen != NULL) {
    memset(chosen, 0, sizeof *chosen);
  }
  return chosen;
}

void connection_set_deadline(struct connection *c, uint32_t ms) { c->deadline = clock_ms() + ms; }

bool connection_late(const struct connection *c) { return ahead(clock_ms(), c->deadline) >= 0; }
