/** STS: who the caller is. */
package io.github.miragemaven.local.sts;
