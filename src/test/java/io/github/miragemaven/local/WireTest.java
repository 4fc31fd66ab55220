package io.github.miragemaven.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests requests and responses on the wire. */
class WireTest extends RegionTest {

  private List<RawAnswer> answers(String text) throws Exception {
    try (SSLSocket socket = RawRequest.connect(region())) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return RawAnswer.all(socket.getInputStream().readAllBytes());
    }
  }

  @Test
  void listensOnLoopbackOnly() {
    assertThat(region().endpoint().getScheme()).isEqualTo("https");
    assertThat(region().endpoint().getHost()).isEqualTo("127.0.0.1");
  }

  @Test
  void answersManyRequestsOverOneConnection() throws Exception {
    List<RawRequest> requests =
        List.of(
            RawRequest.describeRegions(region()).signed("ec2"),
            RawRequest.describeRegions(region()),
            RawRequest.describeRegions(region()).signed("ec2"));

    assertThat(RawRequest.sendAll(region(), requests))
        .extracting(RawAnswer::status)
        .containsExactly(200, 403, 200);
  }

  @Test
  void answersEc2InXmlWithARequestId() throws Exception {
    RawAnswer good = RawRequest.describeRegions(region()).signed("ec2").send();
    RawAnswer bad = RawRequest.describeRegions(region()).send();

    assertThat(good.head()).contains("Content-Type: text/xml;charset=UTF-8");
    assertThat(good.body())
        .contains("<DescribeRegionsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">")
        .containsPattern("<requestId>[0-9a-f-]{36}</requestId>")
        .contains("<regionInfo><item><regionName>local</regionName>");
    assertThat(bad.body())
        .containsPattern(
            "<Response><Errors><Error><Code>MissingAuthenticationToken</Code>"
                + "<Message>[^<]+</Message></Error></Errors>"
                + "<RequestID>[0-9a-f-]{36}</RequestID></Response>");
  }

  @Test
  void answersEbsInJsonWithARequestId() throws Exception {
    RawAnswer bad =
        RawRequest.to(region(), "POST", "/snapshots", "{\"VolumeSize\":0}").signed("ebs").send();

    assertThat(bad.status()).isEqualTo(400);
    assertThat(bad.head())
        .contains("x-amzn-ErrorType: ValidationException")
        .containsPattern("x-amzn-RequestId: [0-9a-f-]{36}");
    assertThat(bad.body()).contains("\"Reason\":\"INVALID_VOLUME_SIZE\"", "\"Message\":\"");
  }

  @Test
  void asksForTheBodyOfARequestThatWaitsForIt() throws Exception {
    try (SSLSocket socket = RawRequest.connect(region())) {
      String head =
          "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();

      assertThat(new String(in.readNBytes(25), StandardCharsets.ISO_8859_1))
          .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      socket.getOutputStream().write(new byte[] {'a', 'b'});
      socket.getOutputStream().flush();
      assertThat(new String(in.readNBytes(12), StandardCharsets.ISO_8859_1))
          .isEqualTo("HTTP/1.1 403");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET,400",
    "GET / HTTP/1.0,400",
    "GET example.com HTTP/1.1,400",
    "GET /%zz HTTP/1.1,403"
  })
  void answersRequestLinesThatAreNone(String line, int status) throws Exception {
    assertThat(answers(line + "\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .extracting(RawAnswer::status)
        .containsExactly(status);
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Length: 1048577,413",
    "Content-Length: many,400",
    "Transfer-Encoding: chunked,501",
    "no header,400"
  })
  void refusesHeadersThatItCannotServe(String header, int status) throws Exception {
    assertThat(answers("POST / HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n"))
        .extracting(RawAnswer::status)
        .containsExactly(status);
  }

  @Test
  void survivesAHeadThatNeverEnds() throws Exception {
    assertThat(answers("GET / HTTP/1.1\r\nX: " + "x".repeat(20_000)))
        .extracting(RawAnswer::status)
        .containsExactly(431);
    assertThat(clients().ec2().describeRegions().regions()).hasSize(1);
  }

  @Test
  void refusesAQueryThatIsNotEncoded() throws Exception {
    assertThat(
            RawRequest.to(region(), "POST", "/", "Action=%zz&Version=2016-11-15")
                .signed("ec2")
                .send()
                .status())
        .isEqualTo(400);
  }
}
