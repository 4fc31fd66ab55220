/**
 * An Auto Scaling group that gets a new AMI: a new version of its launch template, and an instance
 * refresh, which AWS carries out. Groups are not made here, and how many instances they have is not
 * decided here.
 */
package io.github.miragemaven.instance.fleet;
