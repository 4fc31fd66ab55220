/**
 * Amazon EC2 Auto Scaling in the local region: groups with a number of instances, none of which
 * run.
 */
package io.github.miragemaven.local.autoscaling;
