package dev.redisrouter.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Renders a snapshot as aligned columns: name, tags, value. */
final class MetricsTable {
    private MetricsTable() {}

    private record Row(String name, String tags, String value) {}

    static String of(MetricsSnapshot snapshot) {
        List<Row> rows = snapshot.meters().stream()
                .filter(MetricsTable::hasSomethingToSay)
                .map(m -> new Row(m.metric().metricName(), tags(m), value(m)))
                .toList();
        int name = rows.stream().mapToInt(r -> r.name().length()).max().orElse(0);
        int tags = rows.stream().mapToInt(r -> r.tags().length()).max().orElse(0);
        return rows.stream()
                .map(r -> pad(r.name(), name) + "  " + pad(r.tags(), tags) + "  " + r.value() + "\n")
                .collect(Collectors.joining());
    }

    private static boolean hasSomethingToSay(Meter meter) {
        if (meter instanceof Meter.Counter counter) {
            return counter.count() != 0;
        }
        return !(meter instanceof Meter.Timer timer) || timer.distribution().count() != 0;
    }

    private static String tags(Meter meter) {
        return meter.metric().tagKeys().stream()
                .map(key -> key + "=" + meter.tags().get(key))
                .collect(Collectors.joining(" "));
    }

    private static String value(Meter meter) {
        if (meter instanceof Meter.Counter counter) {
            return String.format(Locale.ROOT, "%,d", counter.count());
        }
        if (meter instanceof Meter.Gauge gauge) {
            return gauge(gauge);
        }
        Distribution d = ((Meter.Timer) meter).distribution();
        return String.format(
                Locale.ROOT,
                "%,d  mean %s  p50 %s  p99 %s  p99.9 %s  max %s",
                d.count(),
                human(d.mean()),
                human(d.quantile(0.5)),
                human(d.quantile(0.99)),
                human(d.quantile(0.999)),
                human(d.max()));
    }

    private static String gauge(Meter.Gauge gauge) {
        boolean whole = gauge.value() == Math.rint(gauge.value());
        String number = String.format(Locale.ROOT, whole ? "%,.0f" : "%,.3f", gauge.value());
        return gauge.metric().unit().equals("seconds") ? number + " s" : number;
    }

    private static String human(Duration duration) {
        double nanos = duration.toNanos();
        if (nanos < 1e6) {
            return String.format(Locale.ROOT, "%.0f µs", nanos / 1e3);
        }
        return nanos < 1e9
                ? String.format(Locale.ROOT, "%.2f ms", nanos / 1e6)
                : String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
