package io.github.miragemaven.ami;

/** How to deploy to more than one region. */
public enum Spread {
  /** Choose the faster of the others. */
  AUTO,
  /** Upload the image to each region. */
  UPLOAD,
  /** Upload the image to the first region, and let AWS copy the AMI to the others. */
  COPY
}
