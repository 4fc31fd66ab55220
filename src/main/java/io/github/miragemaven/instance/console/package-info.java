/**
 * What an instance's console tells: how far it got, why it got no further, and what to try.
 *
 * <p>In come the console's text as EC2 gives it, and what else is known of the instance, as {@link
 * io.github.miragemaven.instance.console.InstanceFacts}; out comes a {@link
 * io.github.miragemaven.instance.console.Diagnosis}. Nothing here fetches anything, so that each
 * log that was ever seen can be held against it.
 */
package io.github.miragemaven.instance.console;
