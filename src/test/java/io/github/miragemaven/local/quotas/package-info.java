/** Service Quotas: the account's quotas in the region, which the other services enforce. */
package io.github.miragemaven.local.quotas;
