package io.github.miragemaven.instance.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.EnvironmentFailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.Retirement.Then;
import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

class DnsRecordTest {

  private static final String NAME = "www.birds.example";

  @TempDir Path directory;

  private Blog blog;
  private String zone;

  @BeforeEach
  void open() throws Exception {
    blog = new Blog(directory);
    zone = blog.zone("birds.example", false);
    blog.at(record(Optional.empty()));
  }

  private static PublicName record(Optional<String> zone) {
    return new PublicName.DnsName("WWW.birds.example.", zone, Duration.ofSeconds(60));
  }

  @AfterEach
  void close() {
    blog.close();
  }

  @Test
  void routesToTheNewInstanceAndBack() throws Exception {
    String old = blog.launch(1);
    blog.switchOver();
    assertThat(blog.records(zone)).containsExactly(a(60, blog.publicAddress(old)));
    String recent = blog.launch(2);

    blog.switchOver();

    assertThat(blog.records(zone)).containsExactly(a(60, blog.publicAddress(recent)));
    assertThat(blog.tags(recent)).containsEntry(TagKeys.BEFORE, old);

    assertThat(blog.rollBack()).isEqualTo(old);
    assertThat(blog.records(zone)).containsExactly(a(60, blog.publicAddress(old)));
  }

  @Test
  void usesTheClosestPublicZoneByDefault() throws Exception {
    blog.zone("example", false);
    String hidden = blog.zone("www.birds.example", true);
    String id = blog.launch(1);

    blog.switchOver();
    assertThat(blog.records(zone)).containsExactly(a(60, blog.publicAddress(id)));
    assertThat(blog.records(hidden)).isEmpty();

    blog.at(record(Optional.of(hidden))).switchOver();
    assertThat(blog.records(hidden)).containsExactly(a(60, privateAddress(id)));
  }

  @Test
  void usesPrivateAddressesInPrivateZone() throws Exception {
    String hidden = blog.zone("birds.example", true);
    String old = blog.launch(1);
    blog.at(record(Optional.of(hidden))).switchOver();
    String recent = blog.launch(2);

    blog.switchOver();

    assertThat(blog.records(hidden)).containsExactly(a(60, privateAddress(recent)));
    assertThat(blog.tags(recent)).containsEntry(TagKeys.BEFORE, old);
    assertThat(blog.rollBack()).isEqualTo(old);
    assertThat(blog.records(hidden)).containsExactly(a(60, privateAddress(old)));
    assertThat(blog.records(zone)).isEmpty();
  }

  private String privateAddress(String id) throws Exception {
    return blog.instance(id).addresses().privateIp().orElseThrow();
  }

  @Test
  void waitsForThePublicAddressOfFreshInstance() throws Exception {
    String id = blog.launchHidden(1);
    LateAddress time = new LateAddress(blog, id);

    blog.by(time).switchOver();

    assertThat(blog.records(zone)).containsExactly(a(60, time.address()));
    assertThat(blog.progress.lines()).contains("INFO waiting for the public address of " + id);
  }

  @Test
  void waitsForThePublicAddressOfRestartedInstance() throws Exception {
    String old = blog.launchHidden(1);
    blog.switchOver();
    blog.launch(2);
    blog.switchOver();
    blog.stop(old);
    LateAddress time = new LateAddress(blog, old);

    assertThat(blog.by(time).rollBack()).isEqualTo(old);

    assertThat(blog.records(zone)).containsExactly(a(60, time.address()));
  }

  @Test
  void continuesWithoutPublicAddress() throws Exception {
    String id = blog.launchHidden(1);

    blog.switchOver();

    assertThat(blog.records(zone)).containsExactly(a(60, privateAddress(id)));
    assertThat(blog.progress.lines())
        .anyMatch(line -> line.contains(id + " has no public address after 30 s"));
  }

  @Test
  void rollsBackToForeignAddress() throws Exception {
    blog.change(zone, ChangeAction.CREATE, set(RRType.A, "203.0.113.200"));
    blog.change(zone, ChangeAction.CREATE, set(RRType.AAAA, "2001:db8::7"));
    String id = blog.launch(1);
    blog.switchOver();
    assertThat(blog.tags(id)).containsEntry(TagKeys.BEFORE, "2001:db8::7 203.0.113.200");

    assertThatThrownBy(blog::rollBack)
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("Nothing was changed")
        .hasMessageContaining("-Dmirage.rollback.verify=false");
    assertThat(blog.records(zone)).containsExactly(a(60, blog.publicAddress(id)));

    blog.withoutVerification().rollBack();
    requireRoutedBack(id);

    // As if the rollback had been killed before it tagged the replaced instance.
    blog.untag(id, TagKeys.DUE);
    blog.rollBack();
    requireRoutedBack(id);
  }

  private void requireRoutedBack(String id) throws Exception {
    assertThat(blog.records(zone))
        .containsExactlyInAnyOrder(
            a(60, "203.0.113.200"), "www.birds.example. AAAA 60 2001:db8::7");
    assertThat(blog.tags(id)).containsKey(TagKeys.DUE);
    assertThat(blog.instance(id).isGone()).isFalse();
  }

  @Test
  void refusesToTerminateBeforeTheTtlExpires() throws Exception {
    String old = blog.launch(1);
    assertThatThrownBy(blog.keeping(Duration.ofSeconds(30), Then.STOP)::switchOver)
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("mirage.switch.keepOld is 30 s")
        .hasMessageContaining("for 60 s")
        .hasMessageContaining("-Dmirage.switch.keepOld=PT1M")
        .hasMessageContaining("mirage.switch.ttl to 30 or less");
    assertThat(blog.records(zone)).isEmpty();

    blog.change(zone, ChangeAction.CREATE, set(RRType.A, blog.publicAddress(old)));
    String recent = blog.launch(2);
    assertThatThrownBy(blog.keeping(Duration.ofMinutes(30), Then.STOP)::switchOver)
        .hasMessageContaining("mirage.switch.keepOld is 1800 s")
        .hasMessageContaining("-Dmirage.switch.keepOld=PT1H).");
    assertThat(blog.tags(recent)).doesNotContainKey(TagKeys.BEFORE);

    assertThat(blog.keeping(Duration.ofHours(1), Then.STOP).switchOver()).isEqualTo(recent);
    assertThatThrownBy(blog.keeping(Duration.ofSeconds(59), Then.STOP)::rollBack)
        .hasMessageContaining("mirage.switch.keepOld is 59 s");
  }

  @Test
  void limitsTheWaitForNameServers() throws Exception {
    String old = blog.launch(1);
    blog.switchOver();
    blog.launch(2);

    assertThatThrownBy(blog.readyAfter(1000).waiting(Duration.ofSeconds(40))::switchOver)
        .isInstanceOf(EnvironmentFailureException.class)
        .hasMessageMatching("(?s)After 4\\d s the change of the name .* has not reached all name.*")
        .hasMessageContaining("-Dmirage.switch.wait=PT30M");

    assertThat(blog.records(zone)).containsExactly(a(60, blog.publicAddress(old)));
  }

  @Test
  void reportsMissingZoneId() throws Exception {
    blog.launch(1);
    assertThatThrownBy(blog.at(record(Optional.of("Z0123456789ABCDEFGHIJ")))::switchOver)
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("mirage.switch.zone is \"Z0123456789ABCDEFGHIJ\"");
  }

  @Test
  void removesAddressesOfTheReplacedInstance() throws Exception {
    blog.change(zone, ChangeAction.CREATE, set(RRType.AAAA, "2001:db8::7"));
    blog.change(zone, ChangeAction.CREATE, set(RRType.A, "203.0.113.200"));
    String id = blog.launch(1);
    blog.failing(Faults.none().on("ChangeResourceRecordSets").attempt(1).give(Fault.answerLost()));

    blog.switchOver();

    assertThat(blog.records(zone)).containsExactly(a(60, blog.publicAddress(id)));
  }

  @Test
  void restoresRecordsIfTheSwitchFails() throws Exception {
    String old = blog.launch(1);
    blog.change(zone, ChangeAction.CREATE, set(RRType.A, blog.publicAddress(old)));
    blog.launch(2);
    blog.failing(
        Faults.none()
            .on("GetChange")
            .attempt(1)
            .give(Fault.denied())
            .on("ListResourceRecordSets", "ChangeResourceRecordSets")
            .attempt(1)
            .give(Fault.throttled()));

    assertThatThrownBy(blog::switchOver)
        .hasMessageContaining("lack the permission route53:GetChange");

    assertThat(blog.records(zone)).containsExactly(a(3600, blog.publicAddress(old)));
    assertThat(blog.tags(old)).doesNotContainKey(TagKeys.DUE);
  }

  @Test
  void refusesRecordsThatAreNotPlainAddresses() throws Exception {
    blog.launch(1);
    blog.change(zone, ChangeAction.CREATE, set(RRType.CNAME, "other.example"));
    assertThatThrownBy(blog::switchOver)
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("the name www.birds.example is a CNAME");

    blog.change(zone, ChangeAction.DELETE, set(RRType.CNAME, "other.example"));
    blog.change(
        zone,
        ChangeAction.CREATE,
        ResourceRecordSet.builder()
            .name(NAME)
            .type(RRType.A)
            .aliasTarget(
                alias ->
                    alias
                        .hostedZoneId("Z1")
                        .dnsName("balancer.example.net")
                        .evaluateTargetHealth(false))
            .build());
    assertThatThrownBy(blog::switchOver).hasMessageContaining("is an alias");
  }

  @Test
  void reportsMissingZone() throws Exception {
    blog.launch(1);
    blog.at(new PublicName.DnsName("www.fish.test", Optional.empty(), Duration.ofSeconds(60)));
    assertThatThrownBy(blog::switchOver)
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("no public hosted zone for it")
        .hasMessageContaining("mirage.switch.zone");
  }

  private static String a(int ttl, String address) {
    return "www.birds.example. A %d %s".formatted(ttl, address);
  }

  private static ResourceRecordSet set(RRType type, String value) {
    return ResourceRecordSet.builder()
        .name(NAME)
        .type(type)
        .ttl(3600L)
        .resourceRecords(ResourceRecord.builder().value(value).build())
        .build();
  }
}
