/**
 * Rolls new AMIs out to Auto Scaling groups: a new version of the launch template, and an instance
 * refresh carried out by AWS. This package neither creates nor scales groups.
 */
package io.github.miragemaven.instance.fleet;
