/**
 * The EBS direct APIs: writing and reading snapshots by block. Names, limits and errors are those
 * of the EBS direct APIs reference.
 */
package io.github.miragemaven.local.ebs;
