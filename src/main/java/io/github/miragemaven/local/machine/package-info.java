/**
 * What an instance of the local region runs on: QEMU, what a test gives, or nothing that answers.
 *
 * <p>A machine is started when its running instance is first looked at, and ends with it or with
 * the region. The package knows instances and their disks, not how EC2 speaks of them.
 */
package io.github.miragemaven.local.machine;
