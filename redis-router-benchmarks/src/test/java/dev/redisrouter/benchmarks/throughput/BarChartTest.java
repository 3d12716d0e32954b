package dev.redisrouter.benchmarks.throughput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** A chart is SVG with a bar for each value, as long as the value is large. */
class BarChartTest {

    @Test
    void drawsABarForEachValue() throws Exception {
        BarChart chart = new BarChart("a < b & c", List.of("one", "two"));
        chart.group("first", Map.of("one", 4.0, "two", 1.0));
        chart.group("second", Map.of("two", 2.0));

        Xml svg = Xml.parse(chart.svg());

        assertThat(svg.texts("text")).contains("a < b & c", "one", "two", "first", "second", "4.00", "1.00", "2.00");
        assertThat(bars(svg, "one")).containsExactly(500.0);
        assertThat(bars(svg, "two")).containsExactly(125.0, 250.0);
    }

    @Test
    void drawsNoBarForWhatIsNoNumber() throws Exception {
        BarChart chart = new BarChart("title", List.of("one"));
        chart.group("first", Map.of("one", Double.NaN));

        assertThat(bars(Xml.parse(chart.svg()), "one")).isEmpty();
    }

    @Test
    void knowsItsSeries() {
        BarChart chart = new BarChart("title", List.of("one"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> chart.group("first", Map.of("two", 1.0)))
                .withMessage("series: [two] (expected: [one])");
    }

    /** How long they are, but for the square of the legend. */
    private static List<Double> bars(Xml svg, String series) {
        return svg.elements("rect").stream()
                .filter(bar -> bar.getTextContent().equals(series))
                .map(BarChartTest::width)
                .skip(1)
                .toList();
    }

    private static double width(Element bar) {
        return Double.parseDouble(bar.getAttribute("width"));
    }
}
