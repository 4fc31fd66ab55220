/**
 * S3 in the local region: buckets and objects, uploaded whole or in parts, with the features that
 * imports of disk images need.
 */
package io.github.miragemaven.local.s3;
