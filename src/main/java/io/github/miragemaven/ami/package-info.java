/**
 * AMIs: registers, finds, copies, shares and deprecates them.
 *
 * <p>{@link io.github.miragemaven.ami.Deployment} deploys a disk image as an AMI in each region.
 * Uploads are in {@code snapshot}; nothing here depends on how they work.
 */
package io.github.miragemaven.ami;
