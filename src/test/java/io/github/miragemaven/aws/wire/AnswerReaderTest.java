package io.github.miragemaven.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {

  @Test
  void readsOneAnswerAfterTheOther() throws IOException {
    AnswerReader reader =
        reader(
            "HTTP/1.1 201 Created\r\nX-Amz-Checksum:  abc= \r\nContent-Length: 2\r\n\r\n{}"
                + "HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nwhat");

    Answer created = reader.next();
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("x-amz-checksum")).contains("abc=");
    assertThat(created.header("date")).isEmpty();
    assertThat(created.body()).isEqualTo("{}");
    assertThat(created.keeps()).isTrue();
    assertThat(reader.next().body()).isEqualTo("what");
    assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
  }

  @Test
  void leavesOutWhatComesBeforeTheAnswer() throws IOException {
    Answer answer =
        lines(
                "HTTP/1.1 100 Continue",
                "",
                "HTTP/1.1 103 Early Hints",
                "Link: a",
                "",
                "HTTP/1.1 204 No Content",
                "",
                "")
            .next();

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.keeps()).isTrue();
  }

  @Test
  void putsChunksTogether() throws IOException {
    AnswerReader reader =
        lines(
            "HTTP/1.1 400 Bad Request",
            "Transfer-Encoding: chunked",
            "",
            "4",
            "Wiki",
            "B;name=value",
            "pedia in ",
            "",
            "0",
            "Trailer: x",
            "",
            "HTTP/1.1 201 ",
            "Content-Length: 0",
            "",
            "");

    assertThat(reader.next().body()).isEqualTo("Wikipedia in \r\n");
    assertThat(reader.next().status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 201 Created\r\nConnection: Close\r\nContent-Length: 1\r\n\r\nx",
        "HTTP/1.0 201 Created\r\nContent-Length: 1\r\n\r\nx",
        "HTTP/1.1 201 Created\r\n\r\nx"
      })
  void knowsWhereTheConnectionEndsWithTheAnswer(String text) throws IOException {
    Answer answer = reader(text).next();

    assertThat(answer.body()).isEqualTo("x");
    assertThat(answer.keeps()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno header\r\n\r\n",
        "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffff\r\n"
      })
  void refusesWhatIsNoAnswer(String text) {
    assertThatThrownBy(reader(text)::next).isInstanceOf(ProtocolException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 20",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab"
      })
  void noticesAnAnswerThatIsCut(String text) {
    assertThatThrownBy(reader(text)::next).isInstanceOf(EOFException.class);
  }

  @Test
  void refusesHeadsWithoutEnd() {
    assertThatThrownBy(reader("HTTP/1.1 200 " + "x".repeat(1 << 20))::next)
        .isInstanceOf(ProtocolException.class);
    assertThatThrownBy(reader("HTTP/1.1 200 OK\r\n" + "a: b\r\n".repeat(101) + "\r\n")::next)
        .isInstanceOf(ProtocolException.class);
    assertThatThrownBy(reader("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat((1 << 20) + 1))::next)
        .isInstanceOf(ProtocolException.class);
  }

  @Property(tries = 5000)
  void endsWithAnAnswerOrAnErrorWhateverComes(@ForAll("answersWithFlaws") byte[] bytes)
      throws IOException {
    AnswerReader reader = new AnswerReader(new ByteArrayInputStream(bytes));
    try {
      assertThat(reader.next().status()).isBetween(200, 599);
    } catch (EOFException | ProtocolException e) {
      assertThat(e).hasMessageStartingWith(e instanceof EOFException ? "The connection" : "");
    }
  }

  @Provide
  Arbitrary<byte[]> answersWithFlaws() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "HTTP/1.1 200 OK",
            "HTTP/1.1 100 Continue",
            "Content-Length: 3",
            "Transfer-Encoding: chunked",
            "Connection: close",
            "abc",
            "3",
            "0",
            "\r\n",
            "\n",
            "\r\n\r\n",
            ":",
            "\u0000");
    return Arbitraries.oneOf(pieces, Arbitraries.strings().ofMaxLength(8))
        .list()
        .ofMaxSize(30)
        .map(list -> String.join("", list).getBytes(StandardCharsets.UTF_8));
  }

  private static AnswerReader lines(String... lines) {
    return reader(String.join("\r\n", lines));
  }

  private static AnswerReader reader(String text) {
    return new AnswerReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
