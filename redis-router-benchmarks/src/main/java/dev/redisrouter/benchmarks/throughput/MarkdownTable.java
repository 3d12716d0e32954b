package dev.redisrouter.benchmarks.throughput;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown; the first columns are text, the others numbers, which stand at the right. */
final class MarkdownTable {
    private final List<String> lines = new ArrayList<>();
    private final int columns;

    MarkdownTable(List<String> textColumns, List<String> numberColumns) {
        columns = textColumns.size() + numberColumns.size();
        List<String> titles = new ArrayList<>(textColumns);
        titles.addAll(numberColumns);
        row(titles);
        lines.add("|" + "---|".repeat(textColumns.size()) + "---:|".repeat(numberColumns.size()));
    }

    void row(List<String> cells) {
        if (cells.size() != columns) {
            throw new IllegalArgumentException("cells: " + cells + " (expected: " + columns + ")");
        }
        lines.add(cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |")));
    }

    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
