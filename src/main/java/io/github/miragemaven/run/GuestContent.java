package io.github.miragemaven.run;

import io.github.miragemaven.image.DiskImage;
import io.github.miragemaven.kernel.Kernel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The files that a guest boots and reads.
 *
 * @param kernel the kernel
 * @param image the image that contains the kernel, if one has been written
 * @param archive the archive of the site, for a kernel that is started without the image and reads
 *     the site from a disk
 * @param siteInKernel the size in bytes of the site that is compiled into the kernel, if known
 */
public record GuestContent(
    Kernel kernel, Optional<DiskImage> image, Optional<Path> archive, OptionalLong siteInKernel) {}
