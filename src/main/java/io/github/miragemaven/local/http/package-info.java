/** HTTPS on the loopback interface, as the region's services see it. */
package io.github.miragemaven.local.http;
