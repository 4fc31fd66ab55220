/**
 * The goals: each declares its parameters with documentation and defaults, builds one settings
 * record, and calls one step of {@link io.github.miragemaven.BuildSteps} or {@link
 * io.github.miragemaven.AwsSteps}. Only this package uses Maven's API.
 *
 * <p>A goal inherits only parameters that it reads: each base class holds one set, and goals of
 * different bases repeat a parameter. {@code GoalInterfaceTest} lists all of them.
 */
package io.github.miragemaven.mojo;
