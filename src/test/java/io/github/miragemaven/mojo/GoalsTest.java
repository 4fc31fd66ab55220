package io.github.miragemaven.mojo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.when;

import io.github.miragemaven.incremental.BuildLock;
import io.github.miragemaven.progress.RecordedProgress;
import java.io.Closeable;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the goals as Maven configures them from the descriptor, without running Maven. */
@MojoTest
class GoalsTest {

  private static final String POM = "src/test/projects/pom.xml";
  private static final String KERNEL = "src/test/resources/kernels/xen-pv.elf";

  @TempDir Path directory;

  @Inject private MavenProject project;
  @Inject private MavenSession session;

  private final RecordedLog log = new RecordedLog();
  private final Properties userProperties = new Properties();

  @BeforeEach
  void setUpSession() {
    when(session.getUserProperties()).thenReturn(userProperties);
    when(session.getSystemProperties()).thenReturn(new Properties());
    when(session.getRequest()).thenReturn(new DefaultMavenExecutionRequest());
    project.getBuild().setDirectory(directory.resolve("target").toString());
    project.getBuild().setFinalName("blog-1.0");
    project.setArtifact(
        new DefaultArtifact(
            "com.example", "blog", "1.0", null, "jar", null, new DefaultArtifactHandler("jar")));
  }

  @Test
  @InjectMojo(goal = "site", pom = POM)
  @MojoParameter(name = "generator", value = "directory")
  @MojoParameter(name = "command", value = " ")
  void emptyParameterCountsAsNotSet(SiteMojo site) throws Exception {
    site.source = Files.createDirectory(directory.resolve("pages")).toFile();
    Files.writeString(directory.resolve("pages/index.html"), "<p>Hello");
    run(site);
    assertThat(log.lines()).anyMatch(line -> line.contains("1 file, 8 bytes"));
  }

  @Test
  @InjectMojo(goal = "site", pom = POM)
  @MojoParameter(name = "skip", value = "true")
  void skippedGoalGivesTheReason(SiteMojo site) throws Exception {
    run(site);
    assertThat(log.lines()).containsExactly("INFO skipped: mirage.skip is set");
  }

  @Test
  @InjectMojo(goal = "site", pom = POM)
  void siteGoalAcceptsAPlainDirectory(SiteMojo site) throws Exception {
    site.source = Files.createDirectory(directory.resolve("pages")).toFile();
    Files.writeString(directory.resolve("pages/index.html"), "<p>Hello");
    run(site);
    assertThat(log.lines()).anyMatch(line -> line.contains("1 file, 8 bytes"));
  }

  @Test
  @InjectMojo(goal = "site", pom = POM)
  @MojoParameter(name = "generator", value = "wordpress")
  void userErrorIsAFailureWithTheChoices(SiteMojo site) {
    assertThatThrownBy(() -> run(site))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("wordpress")
        .hasMessageContaining("jekyll");
  }

  @Test
  @InjectMojo(goal = "site", pom = POM)
  @MojoParameter(name = "kernel", value = KERNEL)
  void projectWithAPrebuiltKernelNeedsNoSite(SiteMojo site) throws Exception {
    run(site);
    assertThat(log.lines())
        .containsExactly(
            "INFO skipped: there is no site here, and the kernel comes from " + KERNEL);
  }

  @Test
  @InjectMojo(goal = "site", pom = POM)
  void projectWithItsOwnUnikernelNeedsNoSite(SiteMojo site) throws Exception {
    site.sources = Files.createDirectory(directory.resolve("unikernel")).toFile();
    run(site);
    assertThat(log.lines())
        .containsExactly(
            "INFO skipped: there is no site here; the project's own unikernel is built alone");
  }

  @Test
  @InjectMojo(goal = "site", pom = POM)
  void otherProjectsNeedASite(SiteMojo site) {
    assertThatThrownBy(() -> run(site))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageStartingWith("There is no site: src/main/site does not exist");
  }

  @Test
  @InjectMojo(goal = "configure", pom = POM)
  @MojoParameter(name = "kernel", value = KERNEL)
  void configureSkipsAPrebuiltKernel(ConfigureMojo configure) throws Exception {
    run(configure);
    assertThat(log.lines()).containsExactly("INFO skipped: the kernel comes from " + KERNEL);
  }

  @Test
  @InjectMojo(goal = "configure", pom = POM)
  @MojoParameter(name = "siteIn", value = "kernel")
  void configureNeedsASiteForTheKernel(ConfigureMojo configure) {
    assertThatThrownBy(() -> run(configure))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("mvn package");
  }

  @Test
  @InjectMojo(goal = "build", pom = POM)
  void buildNeedsAConfiguredUnikernel(BuildMojo build) {
    assertThat(build.depends).isEqualTo("auto");
    assertThatThrownBy(() -> run(build))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("has not been configured");
  }

  @Test
  @InjectMojo(goal = "image", pom = POM)
  @MojoParameter(name = "kernel", value = KERNEL)
  @MojoParameter(name = "title", value = "A blog")
  void imageGoalWritesAttachesAndSummarizes(ImageMojo image) throws Exception {
    image.bootArguments = Map.of("http", "8080");
    userProperties.setProperty("mirage.argument.http", "80");
    userProperties.setProperty("mirage.argument.l", "*:info");
    run(image);

    Path file = directory.resolve("target/blog-1.0.img");
    assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
        .contains("title A blog\nroot (hd0)\nkernel /boot/mirage-os.gz --http=80 -l *:info\n");
    assertThat(project.getAttachedArtifacts())
        .extracting(artifact -> artifact.getClassifier() + "." + artifact.getType())
        .containsExactlyInAnyOrder("image.img", "kernel.elf");
    assertThat(log.lines())
        .anyMatch(line -> line.startsWith("INFO Kernel   Xen PV (Mini-OS)"))
        .anyMatch(line -> line.matches("INFO SHA-256  [0-9a-f]{64}"));
  }

  @Test
  @InjectMojo(goal = "image", pom = POM)
  @MojoParameter(name = "kernel", value = KERNEL)
  @MojoParameter(name = "size", value = "sixty")
  void refusesAnInvalidSize(ImageMojo image) {
    assertThatThrownBy(() -> run(image))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("mirage.image.size is \"sixty\"");
  }

  @Test
  @InjectMojo(goal = "image", pom = POM)
  @MojoParameter(name = "kernel", value = KERNEL)
  @MojoParameter(name = "timeout", value = "-1")
  void refusesANegativeTimeout(ImageMojo image) {
    assertThatThrownBy(() -> run(image))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("mirage.image.timeout is \"-1\"");
  }

  @Test
  @InjectMojo(goal = "image", pom = POM)
  @MojoParameter(name = "kernel", value = KERNEL)
  void refusesAFileWithoutASource(ImageMojo image) {
    FileMapping mapping = new FileMapping();
    mapping.setDestination("/www");
    image.files = List.of(mapping);
    assertThatThrownBy(() -> run(image))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("has no <source>, only the destination /www");
  }

  @Test
  @InjectMojo(goal = "image", pom = POM)
  @MojoParameter(name = "kernel", value = KERNEL)
  @MojoParameter(name = "siteIn", value = "disk")
  void refusesASiteOnTheDiskOfAKernelThatDoesNotReadIt(ImageMojo image) {
    assertThatThrownBy(() -> run(image))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("mirage.siteIn is disk")
        .hasMessageContaining("does not read a site from a disk");
  }

  @Test
  @InjectMojo(goal = "image", pom = POM)
  @MojoParameter(name = "kernel", value = "src/test/resources/kernels/http.elf")
  void kernelThatReadsTheSiteFromTheDiskNeedsOne(ImageMojo image) {
    assertThatThrownBy(() -> run(image))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("no site has been generated");
  }

  @Test
  @InjectMojo(goal = "configure", pom = POM)
  void refusesMissingSources(ConfigureMojo configure) {
    configure.sources = directory.resolve("src/main/unikernal").toFile();
    assertThatThrownBy(configure::settings).hasMessageContaining("src/main/unikernal");
  }

  @Test
  @InjectMojo(goal = "image", pom = POM)
  @MojoParameter(name = "kernel", value = "kernels/text.elf")
  void findsAKernelOfTheCommandLineFromTheDirectoryOfTheWholeBuild(ImageMojo image)
      throws Exception {
    Files.createDirectory(directory.resolve("kernels"));
    Files.writeString(directory.resolve("kernels/text.elf"), "no kernel");
    when(session.getExecutionRootDirectory()).thenReturn(directory.toString());
    assertThatThrownBy(() -> run(image)).hasMessageContaining("kernels/text.elf does not exist");
    userProperties.setProperty("mirage.kernel", "kernels/text.elf");
    assertThatThrownBy(() -> run(image)).hasMessageContaining("is not an ELF file");
  }

  @Test
  @InjectMojo(goal = "image", pom = POM)
  @MojoParameter(name = "kernel", value = "no/such/kernel.xen")
  void refusesAMissingKernel(ImageMojo image) {
    assertThatThrownBy(() -> run(image))
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("no/such/kernel.xen does not exist")
        .hasMessageContaining("a relative path is one from " + project.getBasedir());
  }

  @Test
  @InjectMojo(goal = "doctor", pom = POM)
  void doctorNamesEveryTarget(DoctorMojo doctor) throws Exception {
    doctor.setLog(log);
    doctor.execute();
    assertThat(log.lines())
        .anyMatch(line -> line.matches("INFO +(ready|missing) +xen.*"))
        .anyMatch(line -> line.matches("INFO +(ready|missing) +unix.*"));
  }

  @Test
  @InjectMojo(goal = "image", pom = POM)
  @MojoParameter(name = "kernel", value = KERNEL)
  void goalThatWritesToTheBuildDirectoryWaitsForAnotherBuild(ImageMojo image) throws Exception {
    CompletableFuture<Void> goal;
    try (Closeable lock =
        BuildLock.acquire(directory.resolve("target/mirage"), new RecordedProgress())) {
      goal = CompletableFuture.runAsync(() -> assertThatNoException().isThrownBy(() -> run(image)));
      while (log.lines().isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
      assertThat(log.lines())
          .as("while %s is held", lock)
          .containsExactly("INFO waiting for another build of this project");
    }
    goal.get(1, TimeUnit.MINUTES);
    assertThat(directory.resolve("target/blog-1.0.img")).exists();
  }

  @Test
  @InjectMojo(goal = "run", pom = POM)
  @MojoParameter(name = "kernel", value = KERNEL)
  void runningGuestDoesNotBlockOtherBuilds(RunMojo run) {
    assertThat(run.isBuildStep()).isFalse();
  }

  private void run(GoalMojo mojo) throws Exception {
    mojo.setLog(log);
    mojo.mirageDirectory = new File(directory.toFile(), "target/mirage");
    if (mojo instanceof ImageMojo image) {
      image.imageName = "blog-1.0";
    }
    mojo.execute();
  }
}
