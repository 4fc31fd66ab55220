/**
 * The failures that steps report to the user. A {@link
 * io.github.miragemaven.failure.UserFailureException} is one that the user can fix in the project
 * or the AWS account; an {@link io.github.miragemaven.failure.EnvironmentFailureException} has its
 * cause in this machine, the network, or AWS. Other packages derive their own exceptions from these
 * two, and write the message where the reason is known.
 */
package io.github.miragemaven.failure;
