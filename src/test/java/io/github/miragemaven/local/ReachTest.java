package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.local.machine.Machines;
import io.github.miragemaven.local.machine.ScriptedMachine;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.Instance;

class ReachTest extends InstanceTest {

  private ServerSocket site;

  @Override
  LocalRegionSettings settings() {
    Machines machines =
        boot ->
            ScriptedMachine.showing("listening on port 80\n")
                .answering(80, (InetSocketAddress) site.getLocalSocketAddress())
                .answering(22, (InetSocketAddress) site.getLocalSocketAddress());
    return super.settings().running(machines);
  }

  @BeforeEach
  void listen() throws IOException {
    site = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stopListening() throws IOException {
    site.close();
  }

  @Test
  void leadsToThePortsThatTheSecurityGroupLetsIn() throws Exception {
    String group = group("site", 80, 81);
    Instance launched =
        launch(
            hvmImage(),
            run -> run.instanceType("t2.micro").securityGroupIds(group).ipv6AddressCount(1));
    Instance running = describe(launched.instanceId());

    assertThat(running.publicIpAddress()).startsWith("203.0.113.");
    assertThat(running.privateIpAddress()).startsWith("10.0.0.");
    assertThat(running.ipv6Address()).startsWith("2001:db8:");
    for (String address :
        new String[] {
          running.publicIpAddress(), running.privateIpAddress(), running.ipv6Address()
        }) {
      assertThat(region().reach(address, 80)).isEqualTo(site.getLocalSocketAddress());
      assertRefuses(address, 81);
      assertRefuses(address, 22);
    }
  }

  @Test
  void leadsNowhereOnceTheInstanceIsStopped() throws Exception {
    String group = group("site", 80);
    String id = launch(image(), run -> run.securityGroupIds(group)).instanceId();
    String address = describe(id).publicIpAddress();
    String inside = describe(id).privateIpAddress();
    assertThat(region().reach(address, 80)).isEqualTo(site.getLocalSocketAddress());

    clients().ec2().stopInstances(stop -> stop.instanceIds(id));

    assertThat(describe(id).publicIpAddress()).isNull();
    assertRefuses(address, 80);
    assertRefuses(inside, 80);
  }

  @Test
  void leadsToHostsThatAreNotTheRegionsAsTheyAre() throws Exception {
    assertThat(region().reach("127.0.0.1", 8080))
        .isEqualTo(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080));
    assertRefuses("203.0.113.77", 80);
  }

  private void assertRefuses(String address, int port) throws IOException {
    InetSocketAddress there = region().reach(address, port);
    assertThat(there.getAddress().isLoopbackAddress()).isTrue();
    try (Socket socket = new Socket()) {
      assertThatThrownBy(() -> socket.connect(there, 5000)).isInstanceOf(ConnectException.class);
    }
  }
}
