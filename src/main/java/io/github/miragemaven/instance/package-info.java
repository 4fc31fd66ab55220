/**
 * Launches an instance from an AMI, follows its boot, verifies its site, and inspects and
 * terminates it later.
 *
 * <p>{@link io.github.miragemaven.instance.Launch} is the entry point. This package does not depend
 * on how the AMI was built. Instances and security groups are tagged on creation, so that the next
 * run finds what a killed run has left.
 */
package io.github.miragemaven.instance;
