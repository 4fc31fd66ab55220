package io.github.miragemaven.mirage;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits OCaml source into tokens, in enough detail to find a function's arguments (the OCaml
 * manual, chapter "Lexical conventions"). Skips comments, which nest, and recognizes strings,
 * quoted strings and character literals.
 */
final class OcamlTokens {

  /** The kinds of tokens. */
  enum Kind {
    /** An identifier with its module path, a keyword or a number. */
    WORD,
    /** A label, {@code ~name} or {@code ?name}, with its colon if an expression follows. */
    LABEL,
    /** A string; its text is the content. */
    STRING,
    /** Any other character. */
    SYMBOL
  }

  /**
   * One token.
   *
   * @param kind its kind
   * @param text its characters; for a string, the content with unprocessed escapes
   */
  record Token(Kind kind, String text) {

    boolean is(Kind otherKind, String otherText) {
      return kind == otherKind && text.equals(otherText);
    }
  }

  private static final Pattern WORD =
      Pattern.compile("[A-Za-z_0-9][A-Za-z_0-9']*(?:\\s*\\.\\s*[A-Za-z_][A-Za-z_0-9']*)*");
  private static final Pattern LABEL = Pattern.compile("[~?][a-z_][A-Za-z_0-9']*:?");
  private static final Pattern STRING =
      Pattern.compile("\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"", Pattern.DOTALL);
  private static final Pattern QUOTED = Pattern.compile("\\{(?:%%?[A-Za-z.]+\\s*)?([a-z_]*)\\|");
  private static final Pattern CHARACTER =
      Pattern.compile("'(?:[^'\\\\\\n]|\\\\(?:[^0-9xou]|[0-9]{3}|x[0-9A-Fa-f]{2}|o[0-7]{3}))'");

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private OcamlTokens(String source) {
    this.source = source;
  }

  /** The tokens of a source file, up to an unclosed comment or string if there is one. */
  static List<Token> of(String source) {
    OcamlTokens lexer = new OcamlTokens(source);
    while (lexer.at < source.length()) {
      lexer.next();
    }
    return lexer.tokens;
  }

  private void next() {
    if (source.startsWith("(*", at)) {
      comment();
    } else if (!literal(true)) {
      Matcher word = matcher(WORD);
      Matcher label = matcher(LABEL);
      if (word.lookingAt()) {
        add(Kind.WORD, word.group().replaceAll("\\s", ""), word.end());
      } else if (label.lookingAt()) {
        add(Kind.LABEL, label.group(), label.end());
      } else {
        if (!Character.isWhitespace(source.charAt(at))) {
          tokens.add(new Token(Kind.SYMBOL, source.substring(at, at + 1)));
        }
        at++;
      }
    }
  }

  /** Skips a comment and nested comments; a literal in it may contain the end marker. */
  private void comment() {
    int depth = 0;
    do {
      if (source.startsWith("(*", at)) {
        depth++;
        at += 2;
      } else if (source.startsWith("*)", at)) {
        depth--;
        at += 2;
      } else if (!literal(false)) {
        at++;
      }
    } while (depth > 0 && at < source.length());
  }

  /** Consumes the string or character literal that starts here, if there is one. */
  private boolean literal(boolean kept) {
    Matcher string = matcher(STRING);
    Matcher quoted = matcher(QUOTED);
    Matcher character = matcher(CHARACTER);
    if (string.lookingAt()) {
      keep(kept, string.group(1), string.end());
    } else if (quoted.lookingAt()) {
      String end = "|" + quoted.group(1) + "}";
      int close = source.indexOf(end, quoted.end());
      int stop = close < 0 ? source.length() : close;
      keep(
          kept,
          source.substring(quoted.end(), stop),
          Math.min(stop + end.length(), source.length()));
    } else if (character.lookingAt()) {
      at = character.end();
    } else {
      return false;
    }
    return true;
  }

  private void keep(boolean kept, String content, int end) {
    if (kept) {
      add(Kind.STRING, content, end);
    } else {
      at = end;
    }
  }

  private void add(Kind kind, String text, int end) {
    tokens.add(new Token(kind, text));
    at = end;
  }

  private Matcher matcher(Pattern pattern) {
    return pattern.matcher(source).region(at, source.length());
  }
}
