/**
 * Why a step could not be taken, in words for the person who runs the build.
 *
 * <p>A {@link io.github.miragemaven.failure.UserFailureException} is about something the user can
 * change in the project; an {@link io.github.miragemaven.failure.EnvironmentFailureException} is
 * about the machine: a tool that is missing, a disk that is full. Each package of the road derives
 * its own kinds from these two and builds the sentence where the knowledge is.
 */
package io.github.miragemaven.failure;
