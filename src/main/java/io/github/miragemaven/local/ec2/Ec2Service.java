package io.github.miragemaven.local.ec2;

import static java.util.Map.entry;

import io.github.miragemaven.local.http.HttpAnswer;
import io.github.miragemaven.local.http.HttpRequest;
import io.github.miragemaven.local.service.Call;
import io.github.miragemaven.local.service.ErrorKind;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.Refusal;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.Service;
import io.github.miragemaven.local.service.Xml;
import java.io.IOException;
import java.util.HashMap;
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
    SnapshotAttributes snapshotAttributes = new SnapshotAttributes(region, snapshots);
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
    InstanceAttributes instanceAttributes = new InstanceAttributes(region, instances);
    SecurityGroups groups = new SecurityGroups(region);
    GroupRules groupRules = new GroupRules(region, groups);
    Launches launches =
        new Launches(region, new LaunchRules(region, registrations, types, groups), view);
    Vpcs vpcs = new Vpcs(region);
    LaunchTemplates templates = new LaunchTemplates(region);
    ElasticAddresses addresses = new ElasticAddresses(region, instances);
    Tagging tagging =
        new Tagging(
            region,
            Taggable.all(
                region, snapshots, registrations, instances, groups, addresses, extension));
    Account account = new Account(region);
    Map<String, Ec2Operation> all = new HashMap<>(extension.operations(region));
    all.putAll(
        Map.ofEntries(
            entry("DescribeSnapshots", snapshots::describe),
            entry("DeleteSnapshot", snapshots::delete),
            entry("ModifySnapshotAttribute", snapshotAttributes::modify),
            entry("DescribeSnapshotAttribute", snapshotAttributes::describe),
            entry("CopySnapshot", copies::copySnapshot),
            entry("DescribeImages", images::describe),
            entry("RegisterImage", registrations::register),
            entry("DeregisterImage", registrations::deregister),
            entry("CopyImage", copies::copyImage),
            entry("ModifyImageAttribute", imageAttributes::modify),
            entry("DescribeImageAttribute", imageAttributes::describe),
            entry("GetImageBlockPublicAccessState", imageAttributes::blockPublicAccess),
            entry("EnableImageDeprecation", deprecations::enable),
            entry("DisableImageDeprecation", deprecations::disable),
            entry("DisableImage", query -> registrations.disable(query, true)),
            entry("EnableImage", query -> registrations.disable(query, false)),
            entry("CreateTags", tagging::create),
            entry("DeleteTags", tagging::delete),
            entry("DescribeTags", tagging::describe),
            entry("DescribeInstanceTypes", types::describe),
            entry("DescribeInstanceTypeOfferings", types::describeOfferings),
            entry("RunInstances", launches::run),
            entry("DescribeInstances", instances::describe),
            entry("DescribeInstanceStatus", instances::describeStatus),
            entry("StartInstances", power::start),
            entry("StopInstances", power::stop),
            entry("RebootInstances", power::reboot),
            entry("TerminateInstances", power::terminate),
            entry("GetConsoleOutput", consoles::get),
            entry("ModifyInstanceAttribute", instanceAttributes::modify),
            entry("DescribeInstanceAttribute", instanceAttributes::describe),
            entry("DescribeVpcs", vpcs::describe),
            entry("DescribeSubnets", vpcs::describeSubnets),
            entry("DescribeAvailabilityZones", vpcs::describeZones),
            entry("DescribeSecurityGroups", groups::describe),
            entry("CreateSecurityGroup", groups::create),
            entry("DeleteSecurityGroup", groups::delete),
            entry("AuthorizeSecurityGroupIngress", groupRules::authorize),
            entry("RevokeSecurityGroupIngress", groupRules::revoke),
            entry("DescribeSecurityGroupRules", groupRules::describe),
            entry("AllocateAddress", addresses::allocate),
            entry("DescribeAddresses", addresses::describe),
            entry("AssociateAddress", addresses::associate),
            entry("DisassociateAddress", addresses::disassociate),
            entry("ReleaseAddress", addresses::release),
            entry("DescribeLaunchTemplates", templates::describeTemplates),
            entry("DescribeLaunchTemplateVersions", templates::describeVersions),
            entry("DescribeRegions", account::describeRegions),
            entry("GetEbsEncryptionByDefault", account::encryptionByDefault),
            entry("GetEbsDefaultKmsKeyId", account::defaultKey)));
    operations = Map.copyOf(all);
  }

  @Override
  public String name() {
    return "ec2";
  }

  @Override
  public Optional<String> operation(HttpRequest request) {
    try {
      return Query.of(request.body().text()).text("Action").filter(operations::containsKey);
    } catch (Refusal e) {
      return Optional.empty();
    }
  }

  @Override
  public HttpAnswer perform(Call call) throws Refusal, IOException {
    Query query = Query.of(call);
    if (!query.text("Version").equals(Optional.of(VERSION))) {
      throw Refusal.of("InvalidAction", "The version must be " + VERSION);
    }
    Consumer<Xml> content = operations.get(call.operation()).perform(query);
    String body =
        Xml.document(
            call.operation() + "Response",
            NAMESPACE,
            root -> content.accept(root.text("requestId", call.requestId())));
    return HttpAnswer.of(200).withBody(XML, body);
  }

  @Override
  public Refusal refusal(ErrorKind error, String detail) {
    return switch (error) {
      case SIGNATURE_MISSING -> Refusal.of(403, "MissingAuthenticationToken", detail);
      case SIGNATURE_INCOMPLETE -> Refusal.of(400, "IncompleteSignature", detail);
      case KEY_UNKNOWN ->
          Refusal.of(
              401, "AuthFailure", "AWS was not able to validate the provided access credentials");
      case SIGNATURE_WRONG -> Refusal.of(403, "SignatureDoesNotMatch", detail);
      case CLOCK_SKEWED -> Refusal.of(400, "RequestExpired", "Request has expired. " + detail);
      case TOKEN_EXPIRED -> Refusal.of(400, "RequestExpired", "Request has expired.");
      case OPERATION_UNKNOWN ->
          Refusal.of("InvalidAction", "The action " + detail + " is not valid for this endpoint.");
      case DENIED -> Ec2Errors.denied(detail);
      case CONCURRENT_LIMIT ->
          Refusal.of(
              "ConcurrentSnapshotLimitExceeded",
              "Maximum allowed in-progress snapshots for a single volume exceeded.");
      case NOT_FOUND -> Ec2Errors.notFound(detail);
      case THROTTLED -> Refusal.of(503, "RequestLimitExceeded", "Request limit exceeded.");
      case INTERNAL, BLOCK_UNREADABLE ->
          Refusal.of(500, "InternalError", "An internal error has occurred");
      case UNAVAILABLE ->
          Refusal.of(503, "Unavailable", "The service is unavailable. Please try again shortly.");
    };
  }

  @Override
  public HttpAnswer refuse(Refusal refusal, String requestId) {
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
                                error ->
                                    error
                                        .text("Code", refusal.code())
                                        .text("Message", refusal.getMessage())))
                    .text("RequestID", requestId));
    return HttpAnswer.of(refusal.status()).withBody(XML, body);
  }
}
