package io.github.miragemaven.local.s3;

import io.github.miragemaven.local.http.HttpRequest;
import io.github.miragemaven.local.http.HttpResponse;
import io.github.miragemaven.local.service.BlockId;
import io.github.miragemaven.local.service.Call;
import io.github.miragemaven.local.service.ErrorKind;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.Service;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import io.github.miragemaven.local.state.GlobalState;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** S3, in its REST-XML protocol. The path or the host names the bucket. */
public final class S3Service implements Service {

  /** The header with a bucket's region. */
  static final String REGION_HEADER = "x-amz-bucket-region";

  /** The detail of an error that is also sent in that header. */
  static final String REGION = "Region";

  private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
  private static final String XML = "application/xml";

  /** An operation. */
  @FunctionalInterface
  private interface Operation {

    /** Performs the operation. */
    HttpResponse perform(S3Call call) throws ServiceError, IOException;
  }

  /**
   * A route.
   *
   * @param action the action in policies
   * @param onObject whether it acts on an object rather than the bucket
   * @param required the parameters that identify it
   * @param others the optional parameters
   */
  private record Route(
      String name,
      String action,
      String method,
      boolean onObject,
      Set<String> required,
      Set<String> others,
      Operation operation) {

    boolean takes(S3Call call) {
      Set<String> left = new HashSet<>(call.parameters().keySet());
      left.removeAll(required);
      return method.equals(call.request().method())
          && onObject != call.key().isEmpty()
          && call.parameters().keySet().containsAll(required)
          && others.containsAll(left);
    }
  }

  private final List<Route> routes;

  /** Creates the service of a region. */
  public S3Service(RegionContext region, boolean everyBucketOwned) throws IOException {
    Buckets buckets = new Buckets(region, GlobalState.open(region.directory()), everyBucketOwned);
    Objects objects = new Objects(region, buckets);
    MultipartUploads uploads = new MultipartUploads(region, buckets, objects);
    Set<String> none = Set.of();
    Set<String> paging = Set.of("prefix", "max-uploads", "key-marker", "upload-id-marker");
    Set<String> listing = Set.of("prefix", "max-keys", "continuation-token");
    Set<String> part = Set.of("partNumber", "uploadId");
    Set<String> upload = Set.of("uploadId");
    this.routes =
        List.of(
            bucket("GetBucketLocation", "GetBucketLocation", "GET", Set.of("location"), none)
                .by(buckets::location),
            bucket("HeadBucket", "ListBucket", "HEAD", none, none).by(buckets::head),
            bucket("ListObjectsV2", "ListBucket", "GET", Set.of("list-type"), listing)
                .by(buckets::list),
            bucket(
                    "ListMultipartUploads",
                    "ListBucketMultipartUploads",
                    "GET",
                    Set.of("uploads"),
                    paging)
                .by(buckets::listUploads),
            object("PutObject", "PutObject", "PUT", none).by(objects::put),
            object("GetObject", "GetObject", "GET", none).by(objects::get),
            object("HeadObject", "GetObject", "HEAD", none).by(objects::get),
            object("DeleteObject", "DeleteObject", "DELETE", none).by(objects::delete),
            object("CreateMultipartUpload", "PutObject", "POST", Set.of("uploads"))
                .by(uploads::create),
            object("UploadPart", "PutObject", "PUT", part).by(uploads::uploadPart),
            object("CompleteMultipartUpload", "PutObject", "POST", upload).by(uploads::complete),
            object("AbortMultipartUpload", "AbortMultipartUpload", "DELETE", upload)
                .by(uploads::abort));
  }

  /** A route without its operation. */
  @FunctionalInterface
  private interface Row {
    Route by(Operation operation);
  }

  private static Row bucket(
      String name, String action, String method, Set<String> required, Set<String> others) {
    return operation -> new Route(name, action, method, false, required, others, operation);
  }

  private static Row object(String name, String action, String method, Set<String> required) {
    return operation -> new Route(name, action, method, true, required, Set.of(), operation);
  }

  @Override
  public String name() {
    return "s3";
  }

  @Override
  public String action(String operation) {
    return routes.stream()
        .filter(route -> route.name().equals(operation))
        .map(Route::action)
        .findFirst()
        .orElse(operation);
  }

  @Override
  public Optional<String> operation(HttpRequest request) {
    return route(S3Call.of(request)).map(Route::name);
  }

  private Optional<Route> route(S3Call call) {
    return routes.stream().filter(route -> route.takes(call)).findFirst();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Faults treat a part of an upload like a block of a snapshot.
   */
  @Override
  public Optional<BlockId> block(HttpRequest request) {
    S3Call call = S3Call.of(request);
    return call.parameter("partNumber")
        .filter(number -> number.matches("[0-9]{1,9}"))
        .map(
            number -> new BlockId(call.parameter("uploadId").orElse(""), Integer.parseInt(number)));
  }

  @Override
  public boolean mayLeavePayloadUnsigned(String operation) {
    return true;
  }

  @Override
  public HttpResponse perform(Call call) throws ServiceError, IOException {
    S3Call s3 = S3Call.of(call.request());
    return route(s3).orElseThrow().operation().perform(s3);
  }

  @Override
  public ServiceError error(ErrorKind error, String detail) {
    return switch (error) {
      case SIGNATURE_MISSING, DENIED -> ServiceError.of(403, "AccessDenied", detail);
      case SIGNATURE_INCOMPLETE -> ServiceError.of(400, "AuthorizationHeaderMalformed", detail);
      case KEY_UNKNOWN ->
          ServiceError.of(
              403,
              "InvalidAccessKeyId",
              "The AWS Access Key Id you provided does not exist in our records.");
      case SIGNATURE_WRONG -> ServiceError.of(403, "SignatureDoesNotMatch", detail);
      case CLOCK_SKEWED -> ServiceError.of(403, "RequestTimeTooSkewed", detail);
      case TOKEN_EXPIRED -> ServiceError.of("ExpiredToken", "The provided token has expired.");
      case OPERATION_UNKNOWN -> S3Errors.notImplemented(detail);
      case THROTTLED, CONCURRENT_LIMIT ->
          ServiceError.of(503, "SlowDown", "Please reduce your request rate.");
      case NOT_FOUND -> S3Errors.noKey("");
      case BLOCK_UNREADABLE ->
          ServiceError.of(
              "RequestTimeout",
              "Your socket connection to the server was not read from or written to within the"
                  + " timeout period.");
      case INTERNAL ->
          ServiceError.of(
              500, "InternalError", "We encountered an internal error. Please try again.");
      case UNAVAILABLE ->
          ServiceError.of(503, "ServiceUnavailable", "Service is unable to handle request.");
    };
  }

  @Override
  public HttpResponse errorResponse(ServiceError error, String requestId) {
    String body =
        Xml.document(
            "Error",
            "",
            root -> {
              root.text("Code", error.code()).text("Message", error.getMessage());
              error.details().forEach(root::text);
              root.text("RequestId", requestId);
            });
    HttpResponse answer = HttpResponse.of(error.status()).withBody(XML, body);
    return Optional.ofNullable(error.details().get(REGION))
        .map(region -> answer.with(REGION_HEADER, region))
        .orElse(answer);
  }

  /** Returns an XML response. */
  static HttpResponse xml(String root, Consumer<Xml> content) {
    return HttpResponse.of(200).withBody(XML, Xml.document(root, NAMESPACE, content));
  }

  /** Returns an ETag in quotes, as in headers and XML. */
  static String quoted(String etag) {
    return '"' + etag + '"';
  }
}
