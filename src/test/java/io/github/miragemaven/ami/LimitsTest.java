package io.github.miragemaven.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.snapshot.StoredSnapshot;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;

class LimitsTest {

  private static final List<Integer> IMAGE = List.of(1, 0, 2);
  private static final List<Integer> CHANGED = List.of(1, 0, 3);
  private static final int MOST_TAGS = 39;

  @TempDir Path directory;

  private Deployments deployments;

  @BeforeEach
  void open() {
    deployments = new Deployments(directory);
  }

  @Test
  void refusesDescriptionThatIsTooLong() {
    describedAs("x".repeat(256));
    assertRefused("this one has 256").withMessageContaining("<amiDescription>");
  }

  @Test
  void refusesDescriptionThatIsNotAscii() {
    describedAs("Bücher");
    assertRefused("\"Bücher\"").withMessageContaining("ASCII");
  }

  @Test
  void takesTheLongestDescription() throws Exception {
    describedAs("x".repeat(255));
    assertThat(deployments.deploy(IMAGE).ami().description()).hasSize(255);
  }

  @ParameterizedTest
  @CsvSource({
    "aws:team, reserved for AWS",
    "AWS:team, reserved for AWS",
    "mirage:project, reserved for the plugin",
    "'', must not be empty"
  })
  void refusesKeysThatAreOthers(String key, String why) {
    tagged(Map.of(key, "birds"));
    assertRefused(why).withMessageContaining("\"" + key + "\"").withMessageContaining("<tags>");
  }

  @Test
  void refusesKeysAndValuesThatAreTooLong() {
    tagged(Map.of("k".repeat(129), "birds"));
    assertRefused("its key has 129 characters");
    tagged(Map.of("team", "v".repeat(257)));
    assertRefused("its value has 257 characters");
  }

  @Test
  void refusesMoreTagsThanASnapshotCanHaveWithOurs() {
    tagged(tags(MOST_TAGS + 1));
    assertRefused("a snapshot would have 51").withMessageContaining("Remove 1");
  }

  /** The second snapshot has all of our tags, those that tell what it is on top of among them. */
  @Test
  void takesAsManyTagsAsASnapshotCanHave() throws Exception {
    tagged(tags(MOST_TAGS));
    deployments.deploy(IMAGE);
    deployments.deploy(CHANGED);
    StoredSnapshot newest =
        deployments.inventory("local").snapshots().stream()
            .max(Comparator.comparing(StoredSnapshot::started))
            .orElseThrow();
    assertThat(newest.tags()).hasSize(50).containsKey(TagKeys.PARENT);
  }

  @Test
  void keepsTheUsersNameTag() throws Exception {
    tagged(Map.of("Name", "My blog"));
    deployments.deploy(IMAGE);
    Inventory made = deployments.inventory("local");
    assertThat(made.amis().get(0).tags()).containsEntry("Name", "My blog");
    assertThat(made.snapshots().get(0).tags()).containsEntry("Name", "My blog");
  }

  @Test
  void refusesNameThatEc2DoesNotTake() {
    deployments.with(
        ami -> changed(ami, new AmiName("blog: {version}"), ami.description(), ami.tags()));
    assertRefused("\"blog: 1.0\"").withMessageContaining("3 to 128");
  }

  @ParameterizedTest
  @CsvSource({
    "/blog ami, may contain only A-Z a-z 0-9",
    "/blog/ami:3, may contain only A-Z a-z 0-9",
    "blog/ami, starts with a /",
    "/blog//ami, a name after each",
    "/blog/ami/, a name after each",
    "/aws/blog, reserved for AWS",
    "SSM-blog, reserved for AWS",
    "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16, it has 16 levels"
  })
  void refusesParameterThatSystemsManagerDoesNotAccept(String name, String why) {
    deployments.pointing(name);
    assertRefused(why)
        .withMessageStartingWith("mirage.ssmParameter is \"" + name + "\"")
        .withMessageContaining("<ssmParameter>");
  }

  @Test
  void refusesParameterWhoseArnIsTooLong() {
    deployments.pointing("/" + "x".repeat(970));
    assertRefused("it has 971 characters, but in local the limit is 970");
  }

  @Test
  void takesTheDeepestParameter() throws Exception {
    deployments.pointing("/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15").deploy(IMAGE);
    assertThat(deployments.requests("PutParameter")).isEqualTo(1);
  }

  @Test
  void refusesDeprecationThatIsOver() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    deprecated(today.toString());
    assertRefused("mirage.deprecateAfter is " + today)
        .withMessageContaining("before the AMI will be available");
  }

  /** Half an hour before midnight an upload may come too late for tomorrow. */
  @Test
  void refusesDeprecationThatIsNear() throws Exception {
    AmiSettings settings = deprecated("2027-01-31");
    Instant near = Instant.parse("2027-01-30T23:30:00Z");
    assertThatThrownBy(() -> Limits.requireDeprecation(settings, Optional.empty(), near))
        .hasMessageContaining("mirage.deprecateAfter is 2027-01-31");
    Limits.requireDeprecation(settings, Optional.empty(), near.minus(Duration.ofHours(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"P11Y", "2099-01-01"})
  void refusesDeprecationThatIsTooFarAhead(String text) {
    deprecated(text);
    assertRefused("an AMI must be deprecated within 10 years");
  }

  @Test
  void refusesDeprecationThatIsTooFarAheadForAPublicAmi() {
    deprecated("P3Y");
    deployments.with(
        ami -> ami.toBuilder().launchPermissions(List.of(LaunchPermission.PUBLIC)).build());
    assertRefused("a public AMI must be deprecated within 2 years");
  }

  @Test
  void deprecationThatIsTenYearsAheadIsTaken() throws Exception {
    deprecated("P10Y");
    deployments.deploy(IMAGE);
    assertThat(deployments.inventory("local").amis().get(0).deprecation()).isPresent();
  }

  @Test
  void amiThatHasReachedItsAgeIsDeployedAgainAsItIs() throws Exception {
    deployments.regions.with(
        usual -> usual.at(Clock.offset(Clock.systemUTC(), Duration.ofDays(-100))));
    deployments.deploy(IMAGE);
    deployments.regions.with(usual -> usual);
    deprecated("P90D");
    assertThat(deployments.deploy(IMAGE).source()).isEqualTo(Deployed.Source.EXISTING);
    assertThat(deployments.requests("EnableImageDeprecation")).isZero();
    assertThat(deployments.progress.lines())
        .anyMatch(line -> line.contains("set by mirage.deprecateAfter, has passed"));
  }

  @Test
  void amiThatIsDeprecatedSinceTheDateIsDeployedAgain() throws Exception {
    LocalDate past = LocalDate.now(ZoneOffset.UTC).minusDays(10);
    Ami before = deprecatedAmi(past);
    Limits.requireDeprecation(deprecated(past.toString()), Optional.of(before), Instant.now());
    Ami other = deprecatedAmi(past.minusDays(1));
    assertThatThrownBy(
            () ->
                Limits.requireDeprecation(
                    deprecated(past.toString()), Optional.of(other), Instant.now()))
        .isInstanceOf(UserFailureException.class);
  }

  private Ami deprecatedAmi(LocalDate date) {
    Instant when = date.atStartOfDay(ZoneOffset.UTC).toInstant();
    return new Ami(
        Image.builder()
            .imageId("ami-00000000000000001")
            .name("blog")
            .state(ImageState.AVAILABLE)
            .creationDate(when.minus(Duration.ofDays(30)).toString())
            .deprecationTime(when.toString())
            .build());
  }

  /** A deployment is refused in at most three lines, before anything is sent. */
  private ThrowableAssertAlternative<UserFailureException> assertRefused(String why) {
    ThrowableAssertAlternative<UserFailureException> refused =
        assertThatExceptionOfType(UserFailureException.class)
            .isThrownBy(() -> deployments.deploy(IMAGE))
            .withMessageContaining(why)
            .satisfies(failure -> assertThat(failure.getMessage().lines()).hasSizeBetween(2, 3));
    assertThat(deployments.regions.asked("local"))
        .allMatch(operation -> operation.startsWith("Describe") || operation.startsWith("Get"));
    return refused;
  }

  private static Map<String, String> tags(int count) {
    Map<String, String> tags = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      tags.put("tag" + i, "value");
    }
    return tags;
  }

  private void describedAs(String description) {
    deployments.with(ami -> changed(ami, ami.name(), description, ami.tags()));
  }

  private void tagged(Map<String, String> tags) {
    deployments.with(ami -> changed(ami, ami.name(), ami.description(), tags));
  }

  private AmiSettings deprecated(String text) {
    AmiSettings[] last = new AmiSettings[1];
    deployments.with(
        ami -> {
          try {
            last[0] = changed(ami, Optional.of(Deprecation.parse(text)));
            return last[0];
          } catch (UserFailureException e) {
            throw new IllegalArgumentException(e);
          }
        });
    return last[0];
  }

  private static AmiSettings changed(AmiSettings ami, Optional<Deprecation> deprecation) {
    return ami.toBuilder().deprecation(deprecation).build();
  }

  private static AmiSettings changed(
      AmiSettings ami, AmiName name, String description, Map<String, String> tags) {
    return ami.toBuilder().name(name).description(description).tags(tags).build();
  }
}
