package dev.redisrouter.benchmarks.throughput;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Bars that lie, in groups, as SVG: a group for each thing that was done, a colour for each who did it. */
final class BarChart {
    private static final List<String> COLOURS =
            List.of("#5f6b7a", "#d1495b", "#edae49", "#2e86ab", "#66a182", "#8d6a9f", "#a27e5c", "#3d405b");

    private static final int WIDTH = 860;
    private static final int MARGIN = 20;
    private static final int LABELS = 250;
    private static final int LONGEST_BAR = 500;
    private static final int BAR = 13;
    private static final int GAP = 12;
    private static final int LINE = 20;
    private static final double LETTER = 6.6;

    private final String title;
    private final Map<String, String> colours = new LinkedHashMap<>();
    private final Map<String, Map<String, Double>> groups = new LinkedHashMap<>();

    BarChart(String title, List<String> series) {
        this.title = title;
        for (String each : series) {
            colours.put(each, COLOURS.get(colours.size() % COLOURS.size()));
        }
    }

    /** @param values by the name of the series, which need not all be there; what is no number has no bar */
    void group(String label, Map<String, Double> values) {
        if (!colours.keySet().containsAll(values.keySet())) {
            throw new IllegalArgumentException("series: " + values.keySet() + " (expected: " + colours.keySet() + ")");
        }
        Map<String, Double> bars = new LinkedHashMap<>(values);
        bars.values().removeIf(value -> !Double.isFinite(value));
        groups.put(label, bars);
    }

    String svg() {
        List<String> body = new ArrayList<>();
        int y = MARGIN + LINE;
        body.add(text(MARGIN, y, "font-size=\"16\" font-weight=\"bold\"", title));
        y = bars(legend(y + LINE, body) + LINE, body);
        String size = "width=\"" + WIDTH + "\" height=\"" + y + "\"";
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" " + size + " viewBox=\"0 0 " + WIDTH + " " + y
                + "\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\">\n"
                + "<title>" + escaped(title) + "</title>\n"
                + "<rect " + size + " fill=\"#ffffff\"/>\n"
                + String.join("\n", body) + "\n</svg>\n";
    }

    /** Returns the height of its last line. */
    private int legend(int top, List<String> body) {
        int x = MARGIN;
        int y = top;
        for (Map.Entry<String, String> each : colours.entrySet()) {
            int width = (int) (each.getKey().length() * LETTER) + 2 * BAR + GAP;
            if (x + width > WIDTH - MARGIN) {
                x = MARGIN;
                y += LINE;
            }
            body.add(bar(x, y - BAR + 2, BAR, each.getValue(), each.getKey()));
            body.add(text(x + BAR + 5, y, "", each.getKey()));
            x += width;
        }
        return y;
    }

    /** Returns where the next would begin. */
    private int bars(int top, List<String> body) {
        double longest = groups.values().stream()
                .flatMap(values -> values.values().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        int y = top;
        for (Map.Entry<String, Map<String, Double>> group : groups.entrySet()) {
            body.add(text(MARGIN, y + BAR - 2, "", group.getKey()));
            for (Map.Entry<String, Double> each : group.getValue().entrySet()) {
                double length = Math.max(1, each.getValue() / longest * LONGEST_BAR);
                body.add(bar(LABELS, y, length, colours.getOrDefault(each.getKey(), ""), each.getKey()));
                String value = String.format(Locale.ROOT, "%.2f", each.getValue());
                body.add(text((int) (LABELS + length + 5), y + BAR - 3, "font-size=\"10\"", value));
                y += BAR;
            }
            y += GAP;
        }
        return y;
    }

    private static String bar(int x, int y, double width, String colour, String series) {
        return String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"><title>%s</title></rect>",
                x,
                y,
                width,
                BAR - 1,
                colour,
                escaped(series));
    }

    private static String text(int x, int y, String attributes, String text) {
        String more = attributes.isEmpty() ? "" : " " + attributes;
        return "<text x=\"" + x + "\" y=\"" + y + "\" fill=\"#1f2328\"" + more + ">" + escaped(text) + "</text>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
