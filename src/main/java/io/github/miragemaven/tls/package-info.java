/** TLS over a connection of one's own: the fastest there is on this machine. */
package io.github.miragemaven.tls;
