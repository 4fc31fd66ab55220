/**
 * Looks at a site from outside, as its visitors do, and says what it saw.
 *
 * <p>In come {@link io.github.miragemaven.instance.verify.VerifySettings} and the {@link
 * io.github.miragemaven.instance.verify.Route} to the site; out comes a {@link
 * io.github.miragemaven.instance.verify.Verification}: a list of checks, which can be shown as a
 * table and written as a report. Nothing here knows of AWS.
 */
package io.github.miragemaven.instance.verify;
