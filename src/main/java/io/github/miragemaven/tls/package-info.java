/** TLS contexts that use native code where there is some for this machine. */
package io.github.miragemaven.tls;
