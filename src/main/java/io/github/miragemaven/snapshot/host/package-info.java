/**
 * Creates snapshots with a build host: an existing instance, to which a volume is attached and
 * written over SSH. The host receives only the image's data; it needs no AWS credentials and no
 * additional software.
 */
package io.github.miragemaven.snapshot.host;
