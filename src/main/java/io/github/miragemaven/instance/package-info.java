/**
 * The instance: launched from an AMI, followed while it boots, seen to answer, found again by its
 * tags, looked at and ended.
 *
 * <p>{@link io.github.miragemaven.instance.Launch} tells the story from an AMI to a site that
 * answers. Nothing here knows how the AMI came about. Every instance and security group is tagged
 * when it is made, so that a run that was killed leaves nothing that the next does not find.
 */
package io.github.miragemaven.instance;
