package io.github.miragemaven.archive;

/** The encodings of a representation. */
enum Encoding {
  IDENTITY(0),
  GZIP(1);

  private final int number;

  Encoding(int number) {
    this.number = number;
  }

  /** Its number in the format. */
  int number() {
    return number;
  }
}
