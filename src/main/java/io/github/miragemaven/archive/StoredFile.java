package io.github.miragemaven.archive;

import java.util.List;

/**
 * A file as the archive contains it.
 *
 * @param file the file
 * @param contentType the value of {@code Content-Type}
 * @param headers the other header lines, each ending in CR LF
 * @param representations its representations, the identity first
 */
record StoredFile(
    SiteFile file, String contentType, String headers, List<Representation> representations) {

  StoredFile {
    representations = List.copyOf(representations);
  }
}
