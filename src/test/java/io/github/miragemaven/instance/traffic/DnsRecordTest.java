package io.github.miragemaven.instance.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.UserFailureException;
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
  void leadsToTheAddressOfTheNewInstanceAndBack() throws Exception {
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
  void takesTheNearestZoneThatIsPublicUnlessOneIsNamed() throws Exception {
    blog.zone("example", false);
    String hidden = blog.zone("www.birds.example", true);
    String id = blog.launch(1);

    blog.switchOver();
    assertThat(blog.records(zone)).containsExactly(a(60, blog.publicAddress(id)));
    assertThat(blog.records(hidden)).isEmpty();

    blog.at(record(Optional.of(hidden))).switchOver();
    assertThat(blog.records(hidden)).containsExactly(a(60, blog.publicAddress(id)));
  }

  @Test
  void leavesNoAddressOfTheInstanceBefore() throws Exception {
    blog.change(zone, ChangeAction.CREATE, set(RRType.AAAA, "2001:db8::7"));
    blog.change(zone, ChangeAction.CREATE, set(RRType.A, "203.0.113.200"));
    String id = blog.launch(1);
    blog.failing(Faults.none().on("ChangeResourceRecordSets").attempt(1).give(Fault.answerLost()));

    blog.switchOver();

    assertThat(blog.records(zone)).containsExactly(a(60, blog.publicAddress(id)));
  }

  @Test
  void becomesAsItWasWhereTheSwitchFails() throws Exception {
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
  void refusesARecordThatLeadsElsewhereThanToAnAddress() throws Exception {
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
  void namesAZoneThatIsNotThere() throws Exception {
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
