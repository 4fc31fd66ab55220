package io.github.miragemaven.local.route53;

import io.github.miragemaven.local.http.HttpRequest;
import io.github.miragemaven.local.http.HttpResponse;
import io.github.miragemaven.local.service.Call;
import io.github.miragemaven.local.service.ErrorKind;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.Service;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.GlobalState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Route 53, in the REST-XML protocol. It is a global service. */
public final class Route53Service implements Service {

  private static final String VERSION = "2013-04-01";
  private static final String NAMESPACE = "https://route53.amazonaws.com/doc/" + VERSION + "/";
  private static final String XML = "text/xml";
  private static final String BASE = "/" + VERSION;

  /** An operation. */
  @FunctionalInterface
  interface Operation {

    /**
     * Performs the operation.
     *
     * @param id the variable part of the path; may be empty
     */
    Consumer<Xml> perform(Call call, String id) throws ServiceError, IOException;
  }

  /** A route: the method and path of an operation. */
  private record Route(String name, String method, Pattern path, int status, Operation operation) {

    boolean takes(HttpRequest request) {
      return method.equals(request.method()) && path.matcher(request.path()).matches();
    }

    HttpResponse perform(Call call) throws ServiceError, IOException {
      Matcher parts = path.matcher(call.request().path());
      String id = parts.matches() && parts.groupCount() > 0 ? parts.group(1) : "";
      Consumer<Xml> content = operation.perform(call, id);
      return HttpResponse.of(status)
          .withBody(XML, Xml.document(name + "Response", NAMESPACE, content));
    }
  }

  private final List<Route> routes;

  /** Creates the service for all regions in a directory. */
  public Route53Service(RegionContext region) throws IOException {
    GlobalState state = GlobalState.open(region.directory());
    HostedZones zones = new HostedZones(state, region.clock());
    RecordSets records = new RecordSets(state, zones, region.clock(), region.polls());
    String zone = "/hostedzone/([^/]+)";
    routes =
        List.of(
            route("CreateHostedZone", "POST", "/hostedzone", 201, zones::create),
            route("GetHostedZone", "GET", zone, 200, zones::get),
            route("ListHostedZonesByName", "GET", "/hostedzonesbyname", 200, zones::list),
            route("ListResourceRecordSets", "GET", zone + "/rrset", 200, records::list),
            route("ChangeResourceRecordSets", "POST", zone + "/rrset/?", 200, records::change),
            route("GetChange", "GET", "/change/([^/]+)", 200, records::getChange));
  }

  private static Route route(
      String name, String method, String path, int status, Operation operation) {
    return new Route(name, method, Pattern.compile(BASE + path), status, operation);
  }

  @Override
  public String name() {
    return "route53";
  }

  @Override
  public boolean isGlobal() {
    return true;
  }

  @Override
  public Optional<String> operation(HttpRequest request) {
    return route(request).map(Route::name);
  }

  private Optional<Route> route(HttpRequest request) {
    return routes.stream().filter(route -> route.takes(request)).findFirst();
  }

  @Override
  public HttpResponse perform(Call call) throws ServiceError, IOException {
    return route(call.request()).orElseThrow().perform(call);
  }

  @Override
  public ServiceError error(ErrorKind error, String detail) {
    return switch (error) {
      case SIGNATURE_MISSING ->
          ServiceError.of(403, "MissingAuthenticationToken", "Missing Authentication Token");
      case SIGNATURE_INCOMPLETE -> ServiceError.of(400, "IncompleteSignature", detail);
      case KEY_UNKNOWN -> ServiceError.of(403, "InvalidClientTokenId", detail);
      case SIGNATURE_WRONG, CLOCK_SKEWED -> ServiceError.of(403, "SignatureDoesNotMatch", detail);
      case TOKEN_EXPIRED -> ServiceError.of(403, "ExpiredToken", detail);
      case OPERATION_UNKNOWN -> ServiceError.of(404, "UnknownOperationException", detail);
      case NOT_FOUND -> HostedZones.notFound("Z00000000000000000000");
      case DENIED -> ServiceError.of(403, "AccessDenied", detail);
      case THROTTLED -> ServiceError.of("Throttling", "Rate exceeded");
      case CONCURRENT_LIMIT ->
          ServiceError.of(
              "PriorRequestNotComplete",
              "The request was rejected because Route 53 was still processing a prior request.");
      case INTERNAL, BLOCK_UNREADABLE ->
          ServiceError.of(500, "InternalFailure", "Internal server error");
      case UNAVAILABLE -> ServiceError.of(503, "ServiceUnavailable", "Service is unavailable");
    };
  }

  @Override
  public HttpResponse errorResponse(ServiceError error, String requestId) {
    String body =
        Xml.document(
            "ErrorResponse",
            NAMESPACE,
            root ->
                root.element(
                        "Error",
                        item ->
                            item.text("Type", error.status() < 500 ? "Sender" : "Receiver")
                                .text("Code", error.code())
                                .text("Message", error.getMessage()))
                    .text("RequestId", requestId));
    return HttpResponse.of(error.status()).withBody(XML, body);
  }
}
