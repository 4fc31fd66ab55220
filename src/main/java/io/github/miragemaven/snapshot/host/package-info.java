/**
 * A snapshot by way of a build host: an instance that is there already, to which a volume is
 * attached, written over SSH, and taken away again. The host gets the image's bytes and nothing
 * else: no credentials of AWS, no program.
 */
package io.github.miragemaven.snapshot.host;
