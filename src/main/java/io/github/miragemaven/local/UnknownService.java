package io.github.miragemaven.local;

import io.github.miragemaven.local.http.HttpRequest;
import io.github.miragemaven.local.http.HttpResponse;
import io.github.miragemaven.local.service.Call;
import io.github.miragemaven.local.service.ErrorKind;
import io.github.miragemaven.local.service.Service;
import io.github.miragemaven.local.service.ServiceError;
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
  public HttpResponse perform(Call call) {
    throw new IllegalStateException("No operation of " + name + " is known");
  }

  @Override
  public ServiceError error(ErrorKind error, String detail) {
    return ServiceError.of(
        CODE,
        "the region %s does not emulate the service %s; use a region of AWS for it"
            .formatted(region, name));
  }

  @Override
  public HttpResponse errorResponse(ServiceError error, String requestId) {
    if (json) {
      return HttpResponse.of(error.status())
          .withBody(
              "application/x-amz-json-1.1",
              Json.MAPPER
                  .createObjectNode()
                  .put("__type", error.code())
                  .put("message", error.getMessage())
                  .toString());
    }
    String body =
        name.equals("s3")
            ? Xml.document("Error", "", root -> write(root, error))
            : Xml.document(
                "ErrorResponse", "", root -> root.element("Error", it -> write(it, error)));
    return HttpResponse.of(error.status()).withBody("text/xml", body);
  }

  private static void write(Xml xml, ServiceError error) {
    xml.text("Code", error.code()).text("Message", error.getMessage());
  }
}
