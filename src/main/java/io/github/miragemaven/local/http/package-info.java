/**
 * HTTP/1.1 over TLS on loopback, as far as AWS's clients use it (RFC 9112): keep-alive, {@code
 * Expect: 100-continue}, bodies of a known length. One thread a connection, one body's buffer a
 * thread. It can also break a connection in the ways that networks do.
 */
package io.github.miragemaven.local.http;
