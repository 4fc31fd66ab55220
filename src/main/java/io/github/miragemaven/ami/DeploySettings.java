package io.github.miragemaven.ami;

import io.github.miragemaven.snapshot.UploadSettings;
import io.github.miragemaven.snapshot.Uploader;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a deployment.
 *
 * @param regions the regions, without duplicates, starting with the one to copy from
 * @param ami the AMI
 * @param upload the settings of the upload
 * @param strategy how to upload the image
 * @param spread how to deploy to more than one region
 * @param ssmParameter the SSM parameter that holds the newest AMI's ID, updated last
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
