package io.github.miragemaven.local.ec2;

import static java.util.Map.entry;

import io.github.miragemaven.local.http.HttpRequest;
import io.github.miragemaven.local.http.HttpResponse;
import io.github.miragemaven.local.service.Call;
import io.github.miragemaven.local.service.ErrorKind;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.Service;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.service.Xml;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** EC2, in the EC2 Query protocol. */
public final class Ec2Service implements Service {

  private static final String VERSION = "2016-11-15";
  private static final String NAMESPACE = "http://ec2.amazonaws.com/doc/" + VERSION + "/";
  private static final String XML = "text/xml;charset=UTF-8";

  private final Map<String, Ec2Operation> operations;

  /** Creates the service of a region, with additional operations. */
  public Ec2Service(RegionContext region, Ec2Extension extension) {
    Snapshots snapshots = new Snapshots(region);
    Registrations registrations = new Registrations(region, snapshots);
    Images images = new Images(region);
    ImageAttributes imageAttributes = new ImageAttributes(region, registrations);
    Deprecations deprecations = new Deprecations(region, registrations);
    Copies copies = new Copies(region, registrations);
    InstanceTypes types = new InstanceTypes(region);
    InstanceView view = new InstanceView(region.state());
    Instances instances = new Instances(region, view);
    Power power = new Power(region, instances);
    Consoles consoles = new Consoles(region, instances, types);
    SecurityGroups groups = new SecurityGroups(region);
    GroupRules groupRules = new GroupRules(region, groups);
    Launches launches =
        new Launches(region, new LaunchRules(region, registrations, types, groups), view);
    Vpcs vpcs = new Vpcs(region);
    ElasticAddresses addresses = new ElasticAddresses(region, instances);
    Tagging tagging =
        new Tagging(
            region,
            Taggable.all(
                region, snapshots, registrations, instances, groups, addresses, extension));
    Account account = new Account(region);
    Map<String, Ec2Operation> all =
        new HashMap<>(
            Map.ofEntries(
                entry("DescribeSnapshots", snapshots::describe),
                entry("DeleteSnapshot", snapshots::delete),
                entry("DescribeImages", images::describe),
                entry("RegisterImage", registrations::register),
                entry("DeregisterImage", registrations::deregister),
                entry("CopyImage", copies::copyImage),
                entry("ModifyImageAttribute", imageAttributes::modify),
                entry("DescribeImageAttribute", imageAttributes::describe),
                entry("GetImageBlockPublicAccessState", imageAttributes::blockPublicAccess),
                entry("EnableImageDeprecation", deprecations::enable),
                entry("CreateTags", tagging::create),
                entry("DeleteTags", tagging::delete),
                entry("DescribeInstanceTypes", types::describe),
                entry("DescribeInstanceTypeOfferings", types::describeOfferings),
                entry("RunInstances", launches::run),
                entry("DescribeInstances", instances::describe),
                entry("StartInstances", power::start),
                entry("StopInstances", power::stop),
                entry("TerminateInstances", power::terminate),
                entry("GetConsoleOutput", consoles::get),
                entry("DescribeSubnets", vpcs::describeSubnets),
                entry("DescribeSecurityGroups", groups::describe),
                entry("CreateSecurityGroup", groups::create),
                entry("DeleteSecurityGroup", groups::delete),
                entry("AuthorizeSecurityGroupIngress", groupRules::authorize),
                entry("DescribeAddresses", addresses::describe),
                entry("AssociateAddress", addresses::associate),
                entry("DisassociateAddress", addresses::disassociate),
                entry("GetEbsEncryptionByDefault", account::encryptionByDefault),
                entry("DescribeLaunchTemplates", Ec2Service::noLaunchTemplates)));
    all.putAll(extension.operations(region));
    operations = Map.copyOf(all);
  }

  /** Users cannot create launch templates here; a goal asks which ones use an AMI. */
  private static Consumer<Xml> noLaunchTemplates(Query query) throws ServiceError {
    query.done();
    return answer -> answer.items("launchTemplates", List.of(), (item, none) -> {});
  }

  @Override
  public String name() {
    return "ec2";
  }

  @Override
  public Optional<String> operation(HttpRequest request) {
    try {
      return Query.of(request.body().text()).text("Action").filter(operations::containsKey);
    } catch (ServiceError e) {
      return Optional.empty();
    }
  }

  @Override
  public HttpResponse perform(Call call) throws ServiceError, IOException {
    Query query = Query.of(call);
    if (!query.text("Version").equals(Optional.of(VERSION))) {
      throw ServiceError.of("InvalidAction", "The version must be " + VERSION);
    }
    Consumer<Xml> content = operations.get(call.operation()).perform(query);
    String body =
        Xml.document(
            call.operation() + "Response",
            NAMESPACE,
            root -> content.accept(root.text("requestId", call.requestId())));
    return HttpResponse.of(200).withBody(XML, body);
  }

  @Override
  public ServiceError error(ErrorKind error, String detail) {
    return switch (error) {
      case SIGNATURE_MISSING -> ServiceError.of(403, "MissingAuthenticationToken", detail);
      case SIGNATURE_INCOMPLETE -> ServiceError.of(400, "IncompleteSignature", detail);
      case KEY_UNKNOWN ->
          ServiceError.of(
              401, "AuthFailure", "AWS was not able to validate the provided access credentials");
      case SIGNATURE_WRONG -> ServiceError.of(403, "SignatureDoesNotMatch", detail);
      case CLOCK_SKEWED -> ServiceError.of(400, "RequestExpired", "Request has expired. " + detail);
      case TOKEN_EXPIRED -> ServiceError.of(400, "RequestExpired", "Request has expired.");
      case OPERATION_UNKNOWN ->
          ServiceError.of(
              "InvalidAction", "The action " + detail + " is not valid for this endpoint.");
      case DENIED -> Ec2Errors.denied(detail);
      case CONCURRENT_LIMIT ->
          ServiceError.of(
              "ConcurrentSnapshotLimitExceeded",
              "Maximum allowed in-progress snapshots for a single volume exceeded.");
      case NOT_FOUND -> Ec2Errors.notFound(detail);
      case THROTTLED -> ServiceError.of(503, "RequestLimitExceeded", "Request limit exceeded.");
      case INTERNAL, BLOCK_UNREADABLE ->
          ServiceError.of(500, "InternalError", "An internal error has occurred");
      case UNAVAILABLE ->
          ServiceError.of(
              503, "Unavailable", "The service is unavailable. Please try again shortly.");
    };
  }

  @Override
  public HttpResponse errorResponse(ServiceError error, String requestId) {
    String body =
        Xml.document(
            "Response",
            "",
            root ->
                root.element(
                        "Errors",
                        errors ->
                            errors.element(
                                "Error",
                                item ->
                                    item.text("Code", error.code())
                                        .text("Message", error.getMessage())))
                    .text("RequestID", requestId));
    return HttpResponse.of(error.status()).withBody(XML, body);
  }
}
