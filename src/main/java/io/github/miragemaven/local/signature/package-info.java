/** Authentication of requests by their {@code Authorization} header. */
package io.github.miragemaven.local.signature;
