package io.github.miragemaven.archive;

import java.util.List;

/**
 * A file as the archive contains it.
 *
 * @param file the file
 * @param headers its headers
 * @param representations its representations, the identity first
 */
record StoredFile(SiteFile file, Headers headers, List<Representation> representations) {

  StoredFile {
    representations = List.copyOf(representations);
  }
}
