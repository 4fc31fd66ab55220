package io.github.miragemaven.local;

import io.github.miragemaven.aws.AccessKey;
import io.github.miragemaven.local.autoscaling.AutoScalingService;
import io.github.miragemaven.local.ec2.Ec2Extension;
import io.github.miragemaven.local.ec2.TestOperations;
import io.github.miragemaven.local.elb.ElbService;
import io.github.miragemaven.local.http.FaultyServer;
import io.github.miragemaven.local.http.Handler;
import io.github.miragemaven.local.http.LoopbackServer;
import io.github.miragemaven.local.machine.Machines;
import io.github.miragemaven.local.quotas.QuotasService;
import io.github.miragemaven.local.route53.Route53Service;
import io.github.miragemaven.local.s3.S3Service;
import io.github.miragemaven.local.service.AccountRules;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.Service;
import io.github.miragemaven.local.signature.Authenticator;
import io.github.miragemaven.local.signature.SignatureCheck;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.state.TestState;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The options of the regions that tests run against. */
record TestOptions(LocalRegionSettings settings, TestCalls filter)
    implements RegionOptions, AccountRules {

  @Override
  public InstantSource clock() {
    return settings.clock();
  }

  @Override
  public InstantSource requestClock() {
    return settings.requestClock();
  }

  @Override
  public Optional<String> ownAddress() {
    return settings.ownAddress();
  }

  @Override
  public Machines machines() {
    return settings.machines();
  }

  @Override
  public AccountRules account() {
    return this;
  }

  @Override
  public LoopbackServer serve(SSLContext tls, Handler handler, RegionState state)
      throws IOException {
    return FaultyServer.start(tls, handler, TestState.of(state).spool());
  }

  /** Checks the whole signature. */
  @Override
  public Authenticator authenticator(AccessKey key) {
    TemporaryKeys keys = new TemporaryKeys(settings.directory());
    return new SignatureCheck(id -> keys.find(id, key), requestClock());
  }

  @Override
  public Ec2Extension ec2() {
    return new TestOperations(settings.importRole(), settings.importRoleBlind());
  }

  @Override
  public List<Service> services(RegionContext region) throws IOException {
    filter.limit(new QuotaLimits(settings.quotas(), region.state()));
    TestState.of(region.state()).sweep(region.state().lock());
    return List.of(
        new QuotasService(region, settings.quotas()),
        new ElbService(region),
        new AutoScalingService(region),
        new Route53Service(region),
        new S3Service(region, settings.everyBucketOwned()));
  }

  @Override
  public boolean allows(String action) {
    return settings.policy().allows(action);
  }

  @Override
  public int polls() {
    return settings.polls();
  }

  @Override
  public boolean encryptionByDefault() {
    return settings.encryptionByDefault();
  }

  @Override
  public boolean publicSharingBlocked() {
    return settings.publicSharingBlocked();
  }
}
