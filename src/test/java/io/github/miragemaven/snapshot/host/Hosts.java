package io.github.miragemaven.snapshot.host;

import io.github.miragemaven.ami.Deployments;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.QuickTime;
import io.github.miragemaven.local.Leak;
import io.github.miragemaven.local.LocalRegion;
import io.github.miragemaven.local.LocalRegionSettings;
import io.github.miragemaven.progress.Progress;
import io.github.miragemaven.snapshot.Uploader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Adds build hosts to the local region. One SSH server acts for all of them. */
final class Hosts {

  private final Path region;
  private final SshServer ssh;
  private String id = "";

  Hosts(Path directory, SshServer ssh) {
    this.region = directory.resolve("aws");
    this.ssh = ssh;
  }

  /** Adds a host in a state. */
  void add(Deployments deployments, String state) throws Exception {
    try (LocalRegion local = LocalRegion.open(LocalRegionSettings.in(region))) {
      id = local.addInstance("ami-00000000000000001", state);
    }
    try (AwsRegion aws = deployments.regions.aws(1).region("local")) {
      aws.ec2()
          .createTags(
              request ->
                  request.resources(id).tags(Tag.builder().key("role").value("host").build()));
    }
  }

  String id() {
    return id;
  }

  void stop(Deployments deployments) throws Exception {
    try (AwsRegion aws = deployments.regions.aws(1).region("local")) {
      aws.ec2().stopInstances(request -> request.instanceIds(id));
      while (!described(aws).state().nameAsString().equals("stopped")) {
        Thread.onSpinWait();
      }
    }
  }

  String state(Deployments deployments) throws Exception {
    try (AwsRegion aws = deployments.regions.aws(1).region("local")) {
      return described(aws).state().nameAsString();
    }
  }

  void tag(Deployments deployments, String key, String value) throws Exception {
    try (AwsRegion aws = deployments.regions.aws(1).region("local")) {
      aws.ec2()
          .createTags(
              request -> request.resources(id).tags(Tag.builder().key(key).value(value).build()));
    }
  }

  Map<String, String> tags(Deployments deployments) throws Exception {
    try (AwsRegion aws = deployments.regions.aws(1).region("local")) {
      return described(aws).tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }
  }

  /** Returns the hosts of a region as a deployment uses them. */
  BuildHosts in(AwsRegion aws, Progress progress) throws IOException {
    HostSettings settings =
        settings("host", ssh.port(), ssh.key(true), ssh.knownHosts(ssh.port(), "host.pub"), "");
    return new BuildHosts(aws, settings, new Execution(progress, new QuickTime()));
  }

  private Instance described(AwsRegion aws) {
    return aws.ec2()
        .describeInstances(request -> request.instanceIds(id))
        .reservations()
        .get(0)
        .instances()
        .get(0);
  }

  /** Returns the leaked resources in the region except for the hosts. */
  List<Leak> leaks(Deployments deployments) throws IOException {
    return deployments.regions.leaks("local").stream()
        .filter(leak -> leak.kind() != Leak.Kind.INSTANCE)
        .toList();
  }

  Uploader.Strategy strategy() throws IOException {
    return knowing(ssh.knownHosts(ssh.port(), "host.pub"));
  }

  Uploader.Strategy knowing(Path knownHosts) {
    return strategy("host", ssh.port(), ssh.key(true), knownHosts, device());
  }

  Uploader.Strategy with(Path key) throws IOException {
    return strategy("host", ssh.port(), key, ssh.knownHosts(ssh.port(), "host.pub"), device());
  }

  Uploader.Strategy behind(int port) throws IOException {
    return strategy("host", port, ssh.key(true), ssh.knownHosts(port, "host.pub"), device());
  }

  Uploader.Strategy onto(String device) throws IOException {
    return strategy(
        "host", ssh.port(), ssh.key(true), ssh.knownHosts(ssh.port(), "host.pub"), device);
  }

  Uploader.Strategy tagged(String value) throws IOException {
    return strategy(
        value, ssh.port(), ssh.key(true), ssh.knownHosts(ssh.port(), "host.pub"), device());
  }

  Uploader.Strategy with(SshSettings login) {
    HostSettings settings = new HostSettings("role", "host", login, Optional.of(device()));
    return (region, upload, execution) ->
        new BuildHostUploader(region, upload, settings, execution);
  }

  private String device() {
    return region.resolve("local/volumes/{volume}.disk").toString();
  }

  private static HostSettings settings(
      String tag, int port, Path key, Path knownHosts, String device) {
    return new HostSettings(
        "role",
        tag,
        new SshSettings(
            "127.0.0.1",
            OptionalInt.of(port),
            Optional.of(System.getProperty("user.name")),
            Optional.of(key),
            Optional.of(knownHosts),
            Optional.empty()),
        Optional.of(device));
  }

  /** Configures an upload without a server object, for a child process. */
  static Uploader.Strategy strategy(Path directory, int port, Path key, Path knownHosts) {
    return strategy(
        "host",
        port,
        key,
        knownHosts,
        directory.resolve("aws/local/volumes/{volume}.disk").toString());
  }

  private static Uploader.Strategy strategy(
      String tag, int port, Path key, Path knownHosts, String device) {
    HostSettings settings = settings(tag, port, key, knownHosts, device);
    return (region, upload, execution) ->
        new BuildHostUploader(region, upload, settings, execution);
  }
}
