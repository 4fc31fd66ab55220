package io.github.miragemaven.ami;

import io.github.miragemaven.snapshot.UploadSettings;
import io.github.miragemaven.snapshot.Uploader;
import java.util.List;
import java.util.Optional;

/**
 * A deployment.
 *
 * @param regions where to, the first one first; no region twice
 * @param ami what AMI is made
 * @param upload how the image gets there
 * @param strategy by what way it gets there
 * @param spread how it gets to more than one region
 * @param ssmParameter the parameter that names the newest AMI, moved at the very end
 */
public record DeploySettings(
    List<String> regions,
    AmiSettings ami,
    UploadSettings upload,
    Uploader.Strategy strategy,
    Spread spread,
    Optional<String> ssmParameter) {

  /** Copies the regions. */
  public DeploySettings {
    regions = List.copyOf(regions);
  }
}
