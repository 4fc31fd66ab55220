/**
 * Diagnoses an instance's console: how far the boot got, why it got no further, and what to try.
 *
 * <p>The input is the console's text from EC2 and other facts about the instance, {@link
 * io.github.miragemaven.instance.console.InstanceFacts}; the output is a {@link
 * io.github.miragemaven.instance.console.Diagnosis}. This package makes no calls, so that tests can
 * run it on captured logs.
 */
package io.github.miragemaven.instance.console;
