/**
 * The site archive: the finished site in the form in which a kernel serves it from a disk.
 *
 * <p>The input is a {@link io.github.miragemaven.site.StaticSite}; the output is a {@link
 * io.github.miragemaven.archive.SiteArchive}, a file whose format {@code archive-format.md}
 * specifies. {@link io.github.miragemaven.archive.ArchiveStep} writes it, {@link
 * io.github.miragemaven.archive.ArchiveReader} reads it. This package must not depend on Mirage,
 * kernels, disk images or AWS.
 */
package io.github.miragemaven.archive;
