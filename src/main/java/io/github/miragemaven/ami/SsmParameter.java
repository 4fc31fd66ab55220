package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** An AWS Systems Manager parameter that holds an AMI's ID. */
public final class SsmParameter {

  private final SsmClient ssm;
  private final String name;

  /** The parameter of that name, which may have {@code :VERSION} or {@code :LABEL} appended. */
  public SsmParameter(AwsRegion region, String name) {
    this.ssm = region.ssm();
    this.name = name;
  }

  /** Returns the AMI's ID; empty if the parameter does not exist. */
  public Optional<String> value() {
    return CallFailure.find(
        () -> List.of(ssm.getParameter(request -> request.name(name)).parameter().value()),
        "ParameterNotFound");
  }

  /**
   * Writes an AMI's ID to the parameter.
   *
   * @return whether the value has changed
   */
  boolean update(String ami) {
    if (value().equals(Optional.of(ami))) {
      return false;
    }
    ssm.putParameter(
        request ->
            request
                .name(name)
                .value(ami)
                .type(ParameterType.STRING)
                .dataType("aws:ec2:image")
                .overwrite(true));
    return true;
  }
}
