package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.QuickTime;
import io.github.miragemaven.aws.TestRegions;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.kernel.KernelKind;
import io.github.miragemaven.progress.RecordedProgress;
import io.github.miragemaven.snapshot.SampleImage;
import io.github.miragemaven.snapshot.UploadSettings;
import io.github.miragemaven.snapshot.Uploader;
import io.github.miragemaven.snapshot.Verification;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A project that is deployed to regions on this machine, as a test says. */
public final class Deployments {

  private static final int CONNECTIONS = 16;

  /** Where they go. */
  public final TestRegions regions;

  /** What is said meanwhile. */
  public final RecordedProgress progress = new RecordedProgress();

  private final Path directory;
  private List<String> names = List.of("local");
  private Project project = new Project("com.example", "blog", "1.0", "0.1", "here");
  private KernelKind kernel = KernelKind.XEN_PV;
  private Uploader.Strategy strategy = Uploader.Strategy.DIRECT;
  private Spread spread = Spread.AUTO;
  private Optional<String> ssmParameter = Optional.empty();
  private String build = "target";
  private AmiSettings ami =
      AmiSettings.named(new AmiName(AmiName.DEFAULT), "A blog")
          .tags(Map.of("team", "birds"))
          .build();

  /** Deployments with all that they need below that directory. */
  public Deployments(Path directory) {
    this(directory, directory.resolve("aws"));
  }

  private Deployments(Path directory, Path aws) {
    this.directory = directory;
    this.regions = new TestRegions(aws);
  }

  /** Deployments of another checkout of the project to the same regions. */
  Deployments ofAnotherCheckout() throws IOException {
    return new Deployments(
            Files.createDirectories(directory.resolve("other")), directory.resolve("aws"))
        .from("there");
  }

  /** To these regions, the first one first. */
  public Deployments to(String... these) {
    names = List.of(these);
    return this;
  }

  /** In that way to more than one region. */
  public Deployments by(Spread how) {
    spread = how;
    return this;
  }

  /** With another way to a snapshot. */
  public Deployments through(Uploader.Strategy other) {
    strategy = other;
    return this;
  }

  /** Of images with such a kernel. */
  public Deployments of(KernelKind kind) {
    kernel = kind;
    return this;
  }

  /** Of another version of the project. */
  public Deployments version(String version) {
    project =
        new Project(
            project.groupId(), project.artifactId(), version, project.plugin(), project.origin());
    return this;
  }

  Deployments from(String origin) {
    project =
        new Project(
            project.groupId(), project.artifactId(), project.version(), project.plugin(), origin);
    return this;
  }

  /** With a parameter that names the newest AMI. */
  public Deployments pointing(String parameter) {
    ssmParameter = Optional.of(parameter);
    return this;
  }

  /** With other settings of the AMI. */
  public Deployments with(UnaryOperator<AmiSettings> change) {
    ami = change.apply(ami);
    return this;
  }

  /** From now on as if the build directory were another, empty one. */
  public Deployments cleaned() {
    build = build + "-cleaned";
    return this;
  }

  /** Deploys an image of these blocks to the only region. */
  public Deployed deploy(List<Integer> blocks) throws Exception {
    List<Outcome<Deployed>> outcomes = deployAll(blocks);
    Outcome.requireSuccess(outcomes);
    return outcomes.get(0).value().orElseThrow();
  }

  /** Deploys an image of these blocks to all regions. */
  public List<Outcome<Deployed>> deployAll(List<Integer> blocks)
      throws IOException, InterruptedException, FailureException {
    Path image = SampleImage.write(directory.resolve("disk.img"), blocks);
    return deployment().deploy(SampleImage.disk(image, kernel));
  }

  /** Says what would be deployed. */
  public List<String> plan(List<Integer> blocks)
      throws IOException, InterruptedException, FailureException {
    Path image = SampleImage.write(directory.resolve("disk.img"), blocks);
    return deployment().plan(SampleImage.disk(image, kernel));
  }

  private Deployment deployment() {
    return new Deployment(
        regions.aws(CONNECTIONS),
        new DeploySettings(
            names,
            ami,
            new UploadSettings(directory.resolve(build), CONNECTIONS, Verification.SAMPLE),
            strategy,
            spread,
            ssmParameter),
        project,
        new Execution(progress, new QuickTime()));
  }

  /** How many requests of an operation the region has got that was opened last. */
  public long requests(String operation) {
    return regions.requests(names.get(0), operation);
  }

  /** Whether the region has got so many requests of an operation, if it is open as yet. */
  public boolean hasAsked(String operation, long times) {
    return regions.wasOpened(names.get(0)) && requests(operation) >= times;
  }

  /** How many AMIs the project has in the region. */
  public int amis(String name) throws FailureException {
    return inventory(name).amis().size();
  }

  /** How many snapshots the project has in the region. */
  public int snapshots(String name) throws FailureException {
    return inventory(name).snapshots().size();
  }

  /** What the project has in the region. */
  public Inventory inventory(String name) throws FailureException {
    try (AwsRegion region = regions.with(UnaryOperator.identity()).aws(1).region(name)) {
      return Inventory.of(region, project);
    }
  }

  /** Whether a snapshot holds the image that was deployed last. */
  public boolean holdsTheImage(String name, String snapshot) throws IOException {
    Path image = directory.resolve("disk.img");
    Path exported = directory.resolve("exported.img");
    regions.export(name, snapshot, exported);
    MessageDigest sha256 = Sha256.digest();
    try (InputStream in = Files.newInputStream(exported)) {
      long left = Files.size(image);
      byte[] buffer = new byte[1 << 16];
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        sha256.update(buffer, 0, read);
        left -= read;
      }
    }
    return Sha256.of(sha256.digest()).equals(Sha256.ofFile(image));
  }
}
