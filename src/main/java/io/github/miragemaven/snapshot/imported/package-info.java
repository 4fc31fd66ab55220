/**
 * A snapshot by way of S3, for accounts where the EBS direct APIs are denied: the image is put into
 * a bucket in parts, EC2 imports it from there, and the object is removed. What a killed run has
 * left is known by the tags of its import and by the keys of its objects.
 */
package io.github.miragemaven.snapshot.imported;
