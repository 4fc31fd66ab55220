/**
 * Verifies a site from outside, as its visitors see it.
 *
 * <p>The input is {@link io.github.miragemaven.instance.verify.VerifySettings} and the {@link
 * io.github.miragemaven.instance.verify.Route} to the site; the output is a {@link
 * io.github.miragemaven.instance.verify.Verification}, a list of checks that can be shown as a
 * table and written as a report. This package does not depend on AWS.
 */
package io.github.miragemaven.instance.verify;
