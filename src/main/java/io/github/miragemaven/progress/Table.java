package io.github.miragemaven.progress;

import java.util.ArrayList;
import java.util.List;

/** Rows whose columns are aligned. The last column may be of any length. */
public final class Table {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a row; each has as many cells. */
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** The rows, each behind an indent. */
  public List<String> lines(String indent) {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        line.append(cell).append(" ".repeat(width(column) - cell.length())).append(GAP);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
