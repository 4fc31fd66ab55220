/** The certificate authority of a local region and the certificate that its server presents. */
package io.github.miragemaven.local.tls;
