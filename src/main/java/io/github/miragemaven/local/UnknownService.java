package io.github.miragemaven.local;

import io.github.miragemaven.local.http.HttpAnswer;
import io.github.miragemaven.local.http.HttpRequest;
import io.github.miragemaven.local.service.Call;
import io.github.miragemaven.local.service.ErrorKind;
import io.github.miragemaven.local.service.Refusal;
import io.github.miragemaven.local.service.Service;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.Json;
import java.util.Optional;

/**
 * Rejects requests for services that a region does not emulate. The errors have the form of the
 * service's protocol: JSON, the XML of S3, or the XML of the Query protocol.
 *
 * @param name the service that the request is signed for
 * @param region the region's name
 */
record UnknownService(String name, String region, boolean json) implements Service {

  private static final String CODE = "UnsupportedOperation";

  static UnknownService of(String name, String region, HttpRequest request) {
    return new UnknownService(name, region, request.header("X-Amz-Target").isPresent());
  }

  @Override
  public Optional<String> operation(HttpRequest request) {
    return Optional.empty();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Requests to a global service are signed for another region; checking that would hide the
   * message.
   */
  @Override
  public boolean isGlobal() {
    return name.equals("route53");
  }

  @Override
  public boolean mayLeavePayloadUnsigned(String operation) {
    return true;
  }

  @Override
  public HttpAnswer perform(Call call) {
    throw new IllegalStateException("No operation of " + name + " is known");
  }

  @Override
  public Refusal refusal(ErrorKind error, String detail) {
    return Refusal.of(
        CODE,
        "the region %s does not emulate the service %s; use a region of AWS for it"
            .formatted(region, name));
  }

  @Override
  public HttpAnswer refuse(Refusal refusal, String requestId) {
    if (json) {
      return HttpAnswer.of(refusal.status())
          .withBody(
              "application/x-amz-json-1.1",
              Json.MAPPER
                  .createObjectNode()
                  .put("__type", refusal.code())
                  .put("message", refusal.getMessage())
                  .toString());
    }
    String body =
        name.equals("s3")
            ? Xml.document("Error", "", error -> write(error, refusal))
            : Xml.document(
                "ErrorResponse", "", root -> root.element("Error", it -> write(it, refusal)));
    return HttpAnswer.of(refusal.status()).withBody("text/xml", body);
  }

  private static void write(Xml error, Refusal refusal) {
    error.text("Code", refusal.code()).text("Message", refusal.getMessage());
  }
}
