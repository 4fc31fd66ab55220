/**
 * Routes traffic to an instance by an Elastic IP address, a target group, or a DNS record. {@link
 * io.github.miragemaven.instance.traffic.Switch} routes it to a new instance, {@link
 * io.github.miragemaven.instance.traffic.Rollback} back to the previous one.
 *
 * <p>Switch and rollback keep all their state in the instances' tags, so that the next run can
 * complete one that was killed.
 */
package io.github.miragemaven.instance.traffic;
