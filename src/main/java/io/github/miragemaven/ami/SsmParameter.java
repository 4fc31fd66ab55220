package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** A parameter of AWS Systems Manager that names an AMI. */
public final class SsmParameter {

  private final SsmClient ssm;
  private final String name;

  /** The parameter of that name; with a version or a label behind a colon, that one of it. */
  public SsmParameter(AwsRegion region, String name) {
    this.ssm = region.ssm();
    this.name = name;
  }

  /** The AMI that it names; empty if there is no such parameter. */
  public Optional<String> value() {
    try {
      return Optional.of(ssm.getParameter(request -> request.name(name)).parameter().value());
    } catch (SsmException e) {
      if (CallFailure.of(e).is("ParameterNotFound")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Has it name an AMI.
   *
   * @return whether it named another one before
   */
  boolean point(String ami) {
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
