/** STS: the identity of the caller. */
package io.github.miragemaven.local.sts;
