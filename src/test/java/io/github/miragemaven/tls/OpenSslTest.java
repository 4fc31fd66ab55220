package io.github.miragemaven.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.local.http.TlsIdentity;
import io.github.miragemaven.tools.RealTool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509KeyManager;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the server of OpenSSL, which can be told to change keys on the way. */
class OpenSslTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"true, -tls1_3", "false, -tls1_3", "true, -tls1_2", "false, -tls1_2"})
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void isUnderstood(boolean fastest, String version) throws Exception {
    TlsIdentity identity = TlsIdentity.create();
    try (Server server = new Server(identity, version);
        SocketChannel tcp = SocketChannel.open(server.address())) {
      TlsChannel channel = TlsChannel.open(tcp, client(fastest, identity));
      OutputStream out = channel.output();
      BufferedReader in = new BufferedReader(new InputStreamReader(channel.input(), US_ASCII));

      if (version.equals("-tls1_3")) {
        server.type("K"); // Changes its key, and asks for ours to be changed as well.
      }
      // What is typed before is seen before: in one piece with the next line it would hide that.
      out.write("first\n".getBytes(US_ASCII));
      out.flush();
      server.expect("first");
      server.type("answer");
      assertThat(in.readLine()).isEqualTo("answer");
      out.write("second\n".getBytes(US_ASCII));
      out.flush();
      server.expect("second");
    }
  }

  private static SSLEngine client(boolean fastest, TlsIdentity identity) {
    TrustManager[] trust = {identity.trustManager()};
    SSLContext context =
        fastest
            ? TlsContexts.fastest(new KeyManager[0], trust)
            : TlsContexts.own(new KeyManager[0], trust);
    SSLEngine engine = context.createSSLEngine("127.0.0.1", 443);
    engine.setUseClientMode(true);
    return engine;
  }

  private final class Server implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final List<String> said = new ArrayList<>();

    Server(TlsIdentity identity, String version) throws Exception {
      X509KeyManager keys = (X509KeyManager) identity.keyManagers()[0];
      String alias = keys.getServerAliases("EC", null)[0];
      Path pem = directory.resolve("identity.pem");
      Files.writeString(
          pem,
          pem("PRIVATE KEY", keys.getPrivateKey(alias).getEncoded())
              + pem("CERTIFICATE", keys.getCertificateChain(alias)[0].getEncoded()));
      process =
          new ProcessBuilder(
                  RealTool.require("openssl", "openssl").program().toString(),
                  "s_server",
                  version,
                  "-accept",
                  "127.0.0.1:0",
                  "-cert",
                  pem.toString(),
                  "-key",
                  pem.toString())
              .redirectErrorStream(true)
              .start();
      output = process.inputReader(US_ASCII);
    }

    private String pem(String kind, byte[] bytes) {
      String lines = Base64.getMimeEncoder().encodeToString(bytes);
      return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(kind, lines);
    }

    InetSocketAddress address() throws IOException {
      String line = expect("ACCEPT ");
      return new InetSocketAddress(
          InetAddress.getLoopbackAddress(),
          Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
    }

    /** The next line of the server's that begins so. */
    String expect(String start) throws IOException {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        said.add(line);
        if (line.startsWith(start)) {
          return line;
        }
      }
      throw new AssertionError("openssl s_server ended: " + said);
    }

    void type(String line) throws IOException {
      process.getOutputStream().write((line + "\n").getBytes(US_ASCII));
      process.getOutputStream().flush();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
