package io.github.miragemaven.local.ebs;

import io.github.miragemaven.local.http.HttpRequest;
import io.github.miragemaven.local.http.HttpResponse;
import io.github.miragemaven.local.service.BlockId;
import io.github.miragemaven.local.service.Call;
import io.github.miragemaven.local.service.ErrorKind;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.Service;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.state.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/** The EBS direct APIs, in the REST-JSON protocol. */
public final class EbsService implements Service {

  /** An operation. */
  @FunctionalInterface
  private interface Operation {

    /** Performs the operation with the variable parts of the path. */
    HttpResponse perform(Call call, List<String> path) throws ServiceError, IOException;
  }

  /** A route: the method and path of an operation. */
  private record Route(String name, String method, Pattern path, Operation operation) {

    Route(String name, String method, String path, Operation operation) {
      this(name, method, Pattern.compile(path), operation);
    }

    boolean takes(HttpRequest request) {
      return method.equals(request.method()) && path.matcher(request.path()).matches();
    }

    /** Returns the variable parts of the path. */
    List<String> parts(HttpRequest request) {
      Matcher parts = path.matcher(request.path());
      return parts.matches()
          ? IntStream.rangeClosed(1, parts.groupCount()).mapToObj(parts::group).toList()
          : List.of();
    }
  }

  private final List<Route> routes;

  /** Creates the service of a region. */
  public EbsService(RegionContext region) {
    Starts starts = new Starts(region);
    Uploads uploads = new Uploads(region);
    Reads reads = new Reads(region);
    String id = "/snapshots/([^/]+)";
    routes =
        List.of(
            new Route("StartSnapshot", "POST", "/snapshots", starts::start),
            new Route("PutSnapshotBlock", "PUT", id + "/blocks/([^/]+)", uploads::put),
            new Route("GetSnapshotBlock", "GET", id + "/blocks/([^/]+)", reads::getBlock),
            new Route("ListSnapshotBlocks", "GET", id + "/blocks", reads::listBlocks),
            new Route(
                "CompleteSnapshot", "POST", "/snapshots/completion/([^/]+)", uploads::complete));
  }

  @Override
  public String name() {
    return "ebs";
  }

  @Override
  public Optional<String> operation(HttpRequest request) {
    return route(request).map(Route::name);
  }

  @Override
  public Optional<BlockId> block(HttpRequest request) {
    return route(request)
        .map(route -> route.parts(request))
        .filter(parts -> parts.size() == 2 && parts.get(1).matches("[0-9]{1,9}"))
        .map(parts -> new BlockId(parts.get(0), Integer.parseInt(parts.get(1))));
  }

  @Override
  public boolean mayLeavePayloadUnsigned(String operation) {
    return operation.equals("PutSnapshotBlock");
  }

  @Override
  public HttpResponse perform(Call call) throws ServiceError, IOException {
    Route route = route(call.request()).orElseThrow();
    return route.operation().perform(call, route.parts(call.request()));
  }

  private Optional<Route> route(HttpRequest request) {
    return routes.stream().filter(route -> route.takes(request)).findFirst();
  }

  @Override
  public ServiceError error(ErrorKind error, String detail) {
    return switch (error) {
      case SIGNATURE_MISSING ->
          ServiceError.of(
              403, "MissingAuthenticationTokenException", "Missing Authentication Token");
      case SIGNATURE_INCOMPLETE -> ServiceError.of(403, "IncompleteSignatureException", detail);
      case KEY_UNKNOWN -> ServiceError.of(403, "UnrecognizedClientException", detail);
      case SIGNATURE_WRONG, CLOCK_SKEWED ->
          ServiceError.of(403, "InvalidSignatureException", detail);
      case TOKEN_EXPIRED -> ServiceError.of(403, "ExpiredTokenException", detail);
      case OPERATION_UNKNOWN -> ServiceError.of(403, "UnknownOperationException", detail);
      case DENIED ->
          ServiceError.of(403, "AccessDeniedException", detail)
              .with("Reason", "UNAUTHORIZED_ACCOUNT");
      case THROTTLED ->
          ServiceError.of("RequestThrottledException", "Rate exceeded")
              .with("Reason", "ACCOUNT_THROTTLED");
      case CONCURRENT_LIMIT ->
          ServiceError.of(
              "ConcurrentLimitExceededException",
              "You have reached the limit for concurrent API requests.");
      case NOT_FOUND -> EbsErrors.noSnapshot("snap-00000000000000000");
      case BLOCK_UNREADABLE -> EbsErrors.invalidParameter("Failed to read block data");
      case INTERNAL -> ServiceError.of(500, "InternalServerException", "Internal server error");
      case UNAVAILABLE ->
          ServiceError.of(503, "ServiceUnavailableException", "Service is unavailable");
    };
  }

  @Override
  public HttpResponse errorResponse(ServiceError error, String requestId) {
    ObjectNode body = Json.MAPPER.createObjectNode().put("Message", error.getMessage());
    error.details().forEach(body::put);
    return HttpResponse.of(error.status())
        .with("x-amzn-RequestId", requestId)
        .with("x-amzn-ErrorType", error.code())
        .withBody("application/json", body.toString());
  }
}
