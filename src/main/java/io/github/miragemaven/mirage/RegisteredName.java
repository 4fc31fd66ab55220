package io.github.miragemaven.mirage;

import io.github.miragemaven.mirage.OcamlTokens.Kind;
import io.github.miragemaven.mirage.OcamlTokens.Token;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the unikernel's name in {@code config.ml}: {@code register "NAME" jobs}. */
final class RegisteredName {

  private static final String REGISTER = "register";
  private static final Map<String, String> BRACKETS = Map.of("(", ")", "[", "]", "{", "}");
  private static final Set<String> NOT_A_CALL = Set.of("let", "and", "val", "fun", "rec");

  private final List<Token> tokens;

  private RegisteredName(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** All names registered with a string literal, in alphabetical order. */
  static Set<String> allIn(String configMl) {
    return new RegisteredName(OcamlTokens.of(configMl)).names();
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (isCall(i)) {
        firstArgument(i + 1).ifPresent(names::add);
      }
    }
    return names;
  }

  private boolean isCall(int i) {
    Token token = tokens.get(i);
    boolean named =
        token.is(Kind.WORD, REGISTER)
            || (token.kind() == Kind.WORD && token.text().endsWith("." + REGISTER));
    boolean defined = i > 0 && NOT_A_CALL.contains(tokens.get(i - 1).text());
    return named && !defined;
  }

  /** The first unlabeled argument, if it is a string: {@code register ~argv:no_argv "x"}. */
  private Optional<String> firstArgument(int start) {
    int i = start;
    while (i < tokens.size() && tokens.get(i).kind() == Kind.LABEL) {
      boolean withExpression = tokens.get(i).text().endsWith(":");
      i = withExpression ? afterExpression(i + 1) : i + 1;
    }
    boolean bracketed = i < tokens.size() && tokens.get(i).is(Kind.SYMBOL, "(");
    if (bracketed) {
      i++;
    }
    boolean literal =
        i < tokens.size()
            && tokens.get(i).kind() == Kind.STRING
            && (!bracketed || (i + 1 < tokens.size() && tokens.get(i + 1).is(Kind.SYMBOL, ")")));
    return literal ? Optional.of(tokens.get(i).text()) : Optional.empty();
  }

  /** The end of the argument that starts here: a word, a literal, or a bracketed expression. */
  private int afterExpression(int start) {
    int depth = 0;
    int i = start;
    do {
      if (i >= tokens.size()) {
        return i;
      }
      Token token = tokens.get(i);
      if (token.kind() == Kind.SYMBOL && BRACKETS.containsKey(token.text())) {
        depth++;
      } else if (token.kind() == Kind.SYMBOL && BRACKETS.containsValue(token.text())) {
        depth--;
      }
      i++;
    } while (depth > 0 || isPrefix(tokens.get(i - 1)) || opensModule(i));
    return i;
  }

  /** Whether a module's name is followed by an expression that it qualifies: {@code Key.(v x)}. */
  private boolean opensModule(int i) {
    return i < tokens.size() && tokens.get(i).is(Kind.SYMBOL, ".");
  }

  /** Whether a symbol outside brackets belongs to the word or bracket that follows it. */
  private static boolean isPrefix(Token token) {
    return token.kind() == Kind.SYMBOL && Set.of("!", "`", "-", ".").contains(token.text());
  }
}
