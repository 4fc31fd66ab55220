/**
 * The static site: finds out which generator made it, runs that generator, and hands on the
 * finished site.
 *
 * <p>In come a project's directory and a few settings; out comes a {@link
 * io.github.miragemaven.site.StaticSite}: a directory that was looked through file by file, with
 * one digest over all of it. Each generator is one class that knows its program, its configuration
 * and where it leaves its result. Nothing here knows of Mirage, of images or of Maven.
 */
package io.github.miragemaven.site;
