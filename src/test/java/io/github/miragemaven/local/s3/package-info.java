/**
 * S3 in the local region: buckets and the objects in them, written whole or in parts, as far as a
 * disk image needs them on its way to a snapshot.
 */
package io.github.miragemaven.local.s3;
