/**
 * EBS direct: snapshots written and read block by block. Names, limits and errors are those of the
 * EBS direct APIs reference.
 */
package io.github.miragemaven.local.ebs;
