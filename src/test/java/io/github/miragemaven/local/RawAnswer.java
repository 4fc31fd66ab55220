package io.github.miragemaven.local;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A response as received.
 *
 * @param status its status
 * @param head its head
 * @param body its body
 */
record RawAnswer(int status, String head, String body) {

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: ([0-9]+)");
  private static final Pattern CODE =
      Pattern.compile("<Code>([^<]+)</Code>|\"__type\":\"([^\"]+)\"|(?i)x-amzn-errortype: (\\S+)");

  /** Splits the bytes of a connection into its responses. */
  static List<RawAnswer> all(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<RawAnswer> answers = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf("\r\n\r\n", start) + 4;
      String head = text.substring(start, end);
      Matcher length = LENGTH.matcher(head);
      int told = length.find() ? Integer.parseInt(length.group(1)) : 0;
      int size = Math.min(told, text.length() - end); // The answer to a HEAD has no body.
      answers.add(
          new RawAnswer(
              Integer.parseInt(head.substring(9, 12)), head, text.substring(end, end + size)));
      start = end + size;
    }
    return answers;
  }

  /** Returns the error code and the status. */
  String refusal() {
    Matcher code = CODE.matcher(head + body);
    if (!code.find()) {
      return Integer.toString(status);
    }
    for (int group = 1; group <= code.groupCount(); group++) {
      if (code.group(group) != null) {
        return String.format(Locale.ROOT, "%s %d", code.group(group), status);
      }
    }
    throw new IllegalStateException("No group of " + CODE + " in " + head + body);
  }
}
