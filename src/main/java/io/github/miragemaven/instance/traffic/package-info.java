/**
 * What leads visitors to an instance: an Elastic IP address, a target group, or a DNS record.
 * {@link io.github.miragemaven.instance.traffic.Switch} leads them to a new instance, {@link
 * io.github.miragemaven.instance.traffic.Rollback} back to the one before.
 *
 * <p>What was where is kept in the instances' tags alone, so that a run that is killed is gone on
 * with by the next.
 */
package io.github.miragemaven.instance.traffic;
