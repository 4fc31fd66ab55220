/**
 * HTTP/1.1 over TLS on the loopback interface, with the features that AWS clients use (RFC 9112):
 * keep-alive, {@code Expect: 100-continue}, bodies of a known length. There is a thread per
 * connection and a body buffer per thread. It can also simulate network failures.
 */
package io.github.miragemaven.local.http;
