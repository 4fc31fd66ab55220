package io.github.miragemaven.instance.verify;

import java.io.IOException;
import org.apache.http.HttpException;
import org.apache.http.HttpResponse;
import org.apache.http.ProtocolException;
import org.apache.http.config.MessageConstraints;
import org.apache.http.impl.conn.DefaultHttpResponseParser;
import org.apache.http.impl.conn.DefaultHttpResponseParserFactory;
import org.apache.http.impl.conn.ManagedHttpClientConnectionFactory;
import org.apache.http.io.HttpMessageParser;
import org.apache.http.io.SessionInputBuffer;
import org.apache.http.util.CharArrayBuffer;

/**
 * Parses HTTP responses strictly. The client's own parser skips lines until one looks like HTTP,
 * which a server of another protocol may never send.
 */
final class StrictHttpParser extends DefaultHttpResponseParserFactory {

  /** Limits that no reasonable response exceeds. */
  private static final MessageConstraints CONSTRAINTS =
      MessageConstraints.custom().setMaxLineLength(16 * 1024).setMaxHeaderCount(200).build();

  private static final int MAX_SHOWN = 60;

  static ManagedHttpClientConnectionFactory connections() {
    return new ManagedHttpClientConnectionFactory(new StrictHttpParser());
  }

  @Override
  public HttpMessageParser<HttpResponse> create(
      SessionInputBuffer buffer, MessageConstraints unlimited) {
    return new Strict(buffer);
  }

  private static final class Strict extends DefaultHttpResponseParser {

    private String rejected = "";

    private Strict(SessionInputBuffer buffer) {
      super(buffer, CONSTRAINTS);
    }

    @Override
    protected HttpResponse parseHead(SessionInputBuffer buffer) throws IOException, HttpException {
      try {
        return super.parseHead(buffer);
      } catch (ProtocolException e) {
        throw new ProtocolException("the response begins with \"" + rejected + '"', e);
      }
    }

    @Override
    protected boolean reject(CharArrayBuffer line, int count) {
      rejected = line.substring(0, Math.min(MAX_SHOWN, line.length()));
      return true;
    }
  }
}
