package io.github.miragemaven.archive;

/** The encodings of a representation, in the order of their numbers in the format. */
enum Encoding {
  IDENTITY,
  GZIP
}
