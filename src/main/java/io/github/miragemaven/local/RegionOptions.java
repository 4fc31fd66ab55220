package io.github.miragemaven.local;

import io.github.miragemaven.aws.AccessKey;
import io.github.miragemaven.local.ec2.Ec2Extension;
import io.github.miragemaven.local.http.Handler;
import io.github.miragemaven.local.http.LoopbackServer;
import io.github.miragemaven.local.http.TlsServer;
import io.github.miragemaven.local.machine.Machines;
import io.github.miragemaven.local.service.AccountRules;
import io.github.miragemaven.local.service.CallFilter;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.Service;
import io.github.miragemaven.local.signature.Authenticator;
import io.github.miragemaven.local.state.RegionState;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Options of a region. Users get the defaults; tests add services and make calls fail. */
interface RegionOptions {

  /** Returns the time in the region: timeouts, deprecations, the age of tokens. */
  default InstantSource clock() {
    return InstantSource.system();
  }

  /** Returns the time that the dates of requests are compared with. */
  default InstantSource requestClock() {
    return InstantSource.system();
  }

  /** Returns an Elastic IP address that the account owns from the start, out of 203.0.113.0/24. */
  default Optional<String> ownAddress() {
    return Optional.empty();
  }

  /** Runs instances: QEMU if it is on the PATH. */
  default Machines machines() {
    return Machines.ofThisMachine();
  }

  /** Returns the account's permissions and settings. */
  default AccountRules account() {
    return new AccountRules() {};
  }

  /** Authenticates callers, who sign with this key. */
  default Authenticator authenticator(AccessKey key) {
    return Authenticator.byKeyId(key.id());
  }

  /** Starts the server of the region, whose resources are in a state. */
  default LoopbackServer serve(SSLContext tls, Handler handler, RegionState state)
      throws IOException {
    return TlsServer.start(tls, handler);
  }

  /** Intercepts calls. */
  default CallFilter filter() {
    return (service, call, next) -> next.perform(call);
  }

  /** Additional operations of EC2. */
  default Ec2Extension ec2() {
    return new Ec2Extension() {};
  }

  /** Additional services. */
  default List<Service> services(RegionContext region) throws IOException {
    return List.of();
  }
}
