/**
 * The AMI: how a disk boots on EC2 in a region, and an image registered for it, adopted where it is
 * there already, copied, shared, deprecated.
 *
 * <p>{@link io.github.miragemaven.ami.Deployment} tells the whole story from a disk image to an AMI
 * in each region. Nothing here knows how blocks travel.
 */
package io.github.miragemaven.ami;
