/** Route 53 in the local region: hosted zones and their records, without name servers. */
package io.github.miragemaven.local.route53;
