/**
 * Builds the static site: detects its generator, runs the generator, and returns the finished site.
 *
 * <p>The input is a project directory and a few settings; the output is a {@link
 * io.github.miragemaven.site.StaticSite}, a directory whose files have been checked, with a digest
 * of all of them. Each generator has one class, which knows its program, its configuration and its
 * output directory. This package must not depend on Mirage, disk images or Maven.
 */
package io.github.miragemaven.site;
