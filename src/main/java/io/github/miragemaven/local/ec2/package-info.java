/**
 * EC2: AMIs, snapshots, instances and their network, in the EC2 Query protocol. Names, limits and
 * errors are those of the EC2 API reference.
 *
 * <p>Each class implements related operations; {@link io.github.miragemaven.local.ec2.Ec2Service}
 * has the table of all of them.
 */
package io.github.miragemaven.local.ec2;
