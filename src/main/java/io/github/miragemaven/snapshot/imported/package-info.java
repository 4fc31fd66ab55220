/**
 * Creates snapshots through S3, for accounts that may not use the EBS direct APIs: the image is
 * uploaded to a bucket in parts, EC2 imports it, and the object is deleted. Leftovers of killed
 * runs are recognized by the tags of import tasks and the keys of objects.
 */
package io.github.miragemaven.snapshot.imported;
