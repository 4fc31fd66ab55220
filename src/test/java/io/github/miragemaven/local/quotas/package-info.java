/** Service Quotas: what the account may have in the region, which its other services hold it to. */
package io.github.miragemaven.local.quotas;
