package io.github.miragemaven.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionReachTest {

  @TempDir Path directory;

  @Test
  void mapsAddressesOfALocalRegionToLoopback() throws Exception {
    try (AwsRegion region = new TestRegions(directory).aws(1).region("local");
        Socket socket = new Socket()) {
      InetSocketAddress unused = region.reach("203.0.113.9", 80);

      assertThat(unused.getAddress().isLoopbackAddress()).isTrue();
      assertThatThrownBy(() -> socket.connect(unused, 5000)).isInstanceOf(ConnectException.class);
      assertThat(region.reach("192.0.2.1", 80).getHostString()).isEqualTo("192.0.2.1");
    }
  }
}
