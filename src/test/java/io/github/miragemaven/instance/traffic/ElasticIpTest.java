package io.github.miragemaven.instance.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.Instance.State;
import io.github.miragemaven.instance.Retirement.Then;
import io.github.miragemaven.local.fault.Fault;
import io.github.miragemaven.local.fault.Faults;
import io.github.miragemaven.local.service.Policy;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElasticIpTest {

  @TempDir Path directory;

  private Blog blog;
  private String address;

  @BeforeEach
  void open() throws Exception {
    blog = new Blog(directory);
    address = blog.elasticIp();
  }

  @AfterEach
  void close() {
    blog.close();
  }

  @Test
  void routesToTheNewestVerifiedInstance() throws Exception {
    blog.launch(1);
    String newest = blog.launch(1);
    blog.launchUnverified(1);

    assertThat(blog.switchOver()).isEqualTo(newest);

    assertThat(blog.instanceOf(address)).contains(newest);
    assertThat(blog.tags(newest)).doesNotContainKeys(TagKeys.BEFORE, TagKeys.DUE);
  }

  @Test
  void keepsTheReplacedInstanceAndThenTerminatesIt() throws Exception {
    String old = blog.launch(1);
    blog.switchOver();
    String recent = blog.launch(2);

    blog.switchOver();

    assertThat(blog.instanceOf(address)).contains(recent);
    assertThat(blog.tags(recent)).containsEntry(TagKeys.BEFORE, old);
    assertThat(blog.instance(old).state()).isEqualTo(State.RUNNING);
    assertThat(blog.tags(old)).containsKey(TagKeys.DUE);
    assertThat(blog.progress.lines()).last().asString().contains(old + " keeps running until");

    blog.pass(Duration.ofMinutes(61));
    blog.switchOver();

    assertThat(blog.instance(old).isGone()).isTrue();
    assertThat(blog.instanceOf(address)).contains(recent);
  }

  @Test
  void changesNothingIfItAlreadyRoutesThere() throws Exception {
    blog.launch(1);
    blog.switchOver();

    blog.switchOver();

    assertThat(blog.requests("AssociateAddress")).isZero();
    assertThat(blog.requests("CreateTags")).isZero();
    assertThat(blog.progress.lines()).last().asString().contains("already");
  }

  @Test
  void retiresTheReplacedInstanceImmediatelyIfNotKept() throws Exception {
    String first = blog.launch(1);
    blog.switchOver();
    String second = blog.launch(1);
    blog.keeping(Duration.ZERO, Then.STOP).switchOver();
    assertThat(blog.instance(first).state()).isIn(State.STOPPING, State.STOPPED);

    blog.launch(1);
    blog.keeping(Duration.ZERO, Then.TERMINATE).switchOver();
    assertThat(blog.instance(second).isGone()).isTrue();
    assertThat(blog.instance(first).isGone()).isTrue();
  }

  @Test
  void refusesUnverifiedInstanceByDefault() throws Exception {
    String silent = blog.launchUnverified(1);

    assertThatThrownBy(blog::switchOver)
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("com.example:blog has no running instance in local");
    assertThatThrownBy(blog.to(silent, false)::switchOver)
        .hasMessageContaining("mirage.switch.unverified");

    assertThat(blog.to(silent, true).switchOver()).isEqualTo(silent);
  }

  @Test
  void reportsMissingAddress() throws Exception {
    blog.launch(1);
    for (String wrong :
        new String[] {"203.0.113.250", "eipalloc-01234567890abcdef", "eipalloc-x", "my blog"}) {
      blog.at(new PublicName.Address(wrong));
      assertThatThrownBy(blog::switchOver)
          .isInstanceOf(UserFailureException.class)
          .hasMessageContaining("mirage.switch.address is \"" + wrong + "\"");
    }
  }

  @Test
  void findsAddressByName() throws Exception {
    String id = blog.launch(1);
    blog.name(address, "the blog");

    blog.at(new PublicName.Address("the blog")).switchOver();

    assertThat(blog.instanceOf(address)).contains(id);
  }

  @Test
  void refusesAmbiguousName() throws Exception {
    blog.launch(1);
    blog.name(address, "blog");
    String other = blog.elasticIp();
    blog.name(other, "blog");

    assertThatThrownBy(blog.at(new PublicName.Address("blog"))::switchOver)
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("2 Elastic IP addresses in local have that Name")
        .hasMessageContaining(address)
        .hasMessageContaining(other);
    assertThat(blog.instanceOf(address)).isEmpty();
  }

  @Test
  void refusesAddressOfForeignNetworkInterface() throws Exception {
    String id = blog.launch(1);
    blog.inRegion(
        region ->
            region
                .ec2()
                .associateAddress(
                    ask ->
                        ask.allocationId(
                                region
                                    .ec2()
                                    .describeAddresses(it -> it.publicIps(address))
                                    .addresses()
                                    .get(0)
                                    .allocationId())
                            .networkInterfaceId("eni-0123456789abcdef0")));

    assertThatThrownBy(blog::switchOver)
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("belongs to the network interface eni-0123456789abcdef0")
        .hasMessageContaining("aws ec2 disassociate-address --region local --association-id eip");

    assertThat(blog.requests("AssociateAddress")).isZero();
    assertThat(blog.tags(id)).doesNotContainKey(TagKeys.BEFORE);
  }

  @Test
  void toleratesLostResponsesAndThrottling() throws Exception {
    String old = blog.launch(1);
    blog.switchOver();
    String recent = blog.launch(2);
    blog.failing(
        Faults.seeded(5)
            .on("AssociateAddress", "CreateTags")
            .attempt(1)
            .give(Fault.answerLost())
            .on("DescribeAddresses", "DescribeInstances", "DeleteTags")
            .attempts(1, 2)
            .give(Fault.throttled()));

    blog.switchOver();

    assertThat(blog.instanceOf(address)).contains(recent);
    assertThat(blog.tags(old)).containsKey(TagKeys.DUE);
  }

  @Test
  void undoesTheSwitchWithoutPermission() throws Exception {
    String old = blog.launch(1);
    blog.switchOver();
    String recent = blog.launch(2);

    assertThatThrownBy(blog.allowed(Policy.denying("ec2:AssociateAddress"))::switchOver)
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("lack the permission ec2:AssociateAddress");

    assertThat(blog.instanceOf(address)).contains(old);
    assertThat(blog.tags(recent)).doesNotContainKeys(TagKeys.BEFORE, TagKeys.DUE);
    assertThat(blog.tags(old)).doesNotContainKey(TagKeys.DUE);
  }

  @Test
  void routesBackIfTheReplacedInstanceCannotBeTagged() throws Exception {
    String old = blog.launch(1);
    blog.switchOver();
    String recent = blog.launch(2);
    blog.failing(Faults.none().on("CreateTags").attempt(2).give(Fault.denied()));

    assertThatThrownBy(blog::switchOver).hasMessageContaining("ec2:CreateTags");

    assertThat(blog.instanceOf(address)).contains(old);
    assertThat(blog.tags(recent)).doesNotContainKey(TagKeys.BEFORE);
    assertThat(blog.progress.lines()).anyMatch(line -> line.contains("undone:"));
  }

  @Test
  void rollsBackToThePreviousInstance() throws Exception {
    String old = blog.launch(1);
    blog.switchOver();
    String recent = blog.launch(2);
    blog.switchOver();

    assertThat(blog.rollBack()).isEqualTo(old);

    assertThat(blog.instanceOf(address)).contains(old);
    assertThat(blog.tags(old)).doesNotContainKey(TagKeys.DUE);
    assertThat(blog.tags(recent)).containsKey(TagKeys.DUE);
    assertThat(blog.switchOver()).isEqualTo(old);
  }

  @Test
  void startsThePreviousInstanceIfStopped() throws Exception {
    String old = blog.launch(1);
    blog.switchOver();
    blog.launch(2);
    blog.keeping(Duration.ZERO, Then.STOP).switchOver();

    blog.keeping(Duration.ofHours(1), Then.STOP).rollBack();

    assertThat(blog.instance(old).state()).isEqualTo(State.RUNNING);
    assertThat(blog.instanceOf(address)).contains(old);
  }

  @Test
  void refusesToRollBackToFailingInstance() throws Exception {
    blog.launch(1);
    blog.switchOver();
    String recent = blog.launch(2);
    blog.switchOver();

    assertThatThrownBy(blog.silent()::rollBack)
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("failed verification")
        .hasMessageContaining("Nothing was changed");

    assertThat(blog.instanceOf(address)).contains(recent);
  }

  @Test
  void suggestsAnotherAmiIfThePreviousInstanceIsGone() throws Exception {
    String first = blog.ami(1);
    blog.launch(1);
    blog.switchOver();
    blog.launch(2);
    blog.keeping(Duration.ZERO, Then.TERMINATE).switchOver();

    assertThatThrownBy(blog::rollBack)
        .isInstanceOf(UserFailureException.class)
        .hasMessageContaining("that instance no longer exists")
        .hasMessageContaining("mvn mirage:launch mirage:switch -Dmirage.ami=" + first);
  }
}
