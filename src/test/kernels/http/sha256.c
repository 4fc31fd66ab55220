/* The names and section numbers are those of FIPS 180-4. */
#include "sha256.h"

#include "memory.h"

enum {
  BLOCK_BYTES = 64,
  LENGTH_BYTES = 8, /* Of the message's length, at the end of the last block */
};

/* Section 4.2.2 */
static const uint32_t K[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotr(uint32_t x, unsigned n) { return x >> n | x << (32 - n); }

static uint32_t load(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Section 6.2.2; state holds a to h. */
static void add_block(uint32_t H[8], const uint8_t *block) {
  uint32_t W[64];
  uint32_t s[8];
  for (int t = 0; t < 64; t++) {
    if (t < 16) {
      W[t] = load(block + 4 * t);
      continue;
    }
    uint32_t sigma0 = rotr(W[t - 15], 7) ^ rotr(W[t - 15], 18) ^ W[t - 15] >> 3;
    uint32_t sigma1 = rotr(W[t - 2], 17) ^ rotr(W[t - 2], 19) ^ W[t - 2] >> 10;
    W[t] = sigma1 + W[t - 7] + sigma0 + W[t - 16];
  }
  memcpy(s, H, sizeof s);
  for (int t = 0; t < 64; t++) {
    uint32_t Sigma1 = rotr(s[4], 6) ^ rotr(s[4], 11) ^ rotr(s[4], 25);
    uint32_t T1 = s[7] + Sigma1 + ((s[4] & s[5]) ^ (~s[4] & s[6])) + K[t] + W[t];
    uint32_t Sigma0 = rotr(s[0], 2) ^ rotr(s[0], 13) ^ rotr(s[0], 22);
    uint32_t T2 = Sigma0 + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
    for (int i = 7; i > 0; i--) {
      s[i] = s[i - 1];
    }
    s[4] += T1;
    s[0] = T1 + T2;
  }
  for (int i = 0; i < 8; i++) {
    H[i] += s[i];
  }
}

void sha256(const uint8_t *message, size_t bytes, uint8_t digest[SHA256_BYTES]) {
  uint32_t H[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,  /* Section 5.3.3 */
                   0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  size_t whole = bytes / BLOCK_BYTES * BLOCK_BYTES;
  for (size_t at = 0; at < whole; at += BLOCK_BYTES) {
    add_block(H, message + at);
  }
  uint8_t last[2 * BLOCK_BYTES] = {0}; /* Padded (section 5.1.1) */
  size_t rest = bytes - whole;
  size_t padded = rest + 1 + LENGTH_BYTES <= BLOCK_BYTES ? BLOCK_BYTES : 2 * BLOCK_BYTES;
  memcpy(last, message + whole, rest);
  last[rest] = 0x80;
  uint64_t bits = (uint64_t)bytes * 8;
  for (int i = 0; i < LENGTH_BYTES; i++) {
    last[padded - 1 - i] = (uint8_t)(bits >> (8 * i));
  }
  for (size_t at = 0; at < padded; at += BLOCK_BYTES) {
    add_block(H, last + at);
  }
  for (int i = 0; i < SHA256_BYTES; i++) {
    digest[i] = (uint8_t)(H[i / 4] >> (24 - 8 * (i % 4)));
  }
}
