/**
 * The machines of a local region's instances: QEMU, or simulated ones.
 *
 * <p>A machine is started when its running instance is first accessed, and ends with the instance
 * or the region. The package depends on instances and their disks, not on the API of EC2.
 */
package io.github.miragemaven.local.machine;
