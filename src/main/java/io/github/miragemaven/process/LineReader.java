package io.github.miragemaven.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Splits a program's output into lines, passes on each complete line, and keeps the last ones. A
 * carriage return also ends a line, since progress bars use it. A line of more than {@value
 * #LONGEST} characters is passed on in pieces, to limit memory use.
 */
public final class LineReader {

  static final int LONGEST = 8192;

  private final Consumer<String> sink;
  private final int kept;
  private final Deque<String> last = new ArrayDeque<>();
  private final StringBuilder line = new StringBuilder();
  private char before;

  public LineReader(Consumer<String> sink, int kept) {
    this.sink = sink;
    this.kept = kept;
  }

  public void readAll(InputStream stream) throws IOException {
    Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
    char[] buffer = new char[LONGEST];
    for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
      for (int i = 0; i < read; i++) {
        take(buffer[i]);
      }
    }
    if (!line.isEmpty()) {
      end();
    }
  }

  public synchronized List<String> lastLines() {
    return List.copyOf(last);
  }

  /** Treats CR LF, and LF CR as boot loaders print it on serial consoles, as one line end. */
  private void take(char c) {
    boolean secondOfTwo = (c == '\n' && before == '\r') || (c == '\r' && before == '\n');
    before = secondOfTwo ? 0 : c;
    if (secondOfTwo) {
      return;
    }
    if (c == '\n' || c == '\r') {
      end();
    } else {
      line.append(c);
      if (line.length() == LONGEST) {
        end();
      }
    }
  }

  private void end() {
    String text = line.toString();
    line.setLength(0);
    synchronized (this) {
      if (last.size() == kept) {
        last.removeFirst();
      }
      last.addLast(text);
    }
    sink.accept(text);
  }
}
