package org.shadowline.validation.reference;

import java.util.Locale;

/** The models of the reference rows, written in Shadowline's own language. */
final class ReferenceText {
    private ReferenceText() {}

    /** The plant of a model instance and a scenario for it; {@code seed} and {@code length} in seconds. */
    static String of(ReferenceRow row, long seed, double warmUp, double length) {
        var plant =
                switch (row.model()) {
                    case "M/M/1", "M/M/2", "M/M/5", "M/M/c" -> queue(row, (int) row.numbers("c")[0], "", "unlimited");
                    case "M/M/1/K" ->
                        queue(row, 1, " loses arrivals when full", Integer.toString((int) row.numbers("K")[0] - 1));
                    case "M/G/1" -> generalService(row);
                    case "line-exp", "line-exp-unreliable" -> line(row);
                    case "jackson-open" -> jackson(row);
                    case "closed-mva" -> closed(row);
                    default -> throw new IllegalArgumentException("unknown model: " + row.model());
                };
        return "plant reference {\n" + plant + "}\n"
                + "scenario \"Reference\" on reference {\n  starts 2026-01-05 00:00 UTC\n"
                + format("  run %s s after warmup %s s, 1 replications\n  seed %d\n}\n", length, warmUp, seed);
    }

    private static String format(String pattern, Object... values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Double number)
                values[i] = java.math.BigDecimal.valueOf(number).toPlainString();
        }
        return String.format(Locale.ROOT, pattern, values);
    }

    private static String exponential(double mean) {
        return format("exponential(%s s)", mean);
    }

    private static String queue(ReferenceRow row, int servers, String loses, String queue) {
        double lambda = row.numbers("lambda")[0];
        double mu = row.numbers("mu")[0];
        return format("  source arrivals makes part every %s%s\n", exponential(1 / lambda), loses)
                + format("  station server * %d takes %s queue %s\n", servers, exponential(1 / mu), queue)
                + "  route part { arrivals -> server }\n";
    }

    private static String generalService(ReferenceRow row) {
        var scv = row.parameter("SCV");
        double lambda = row.numbers("lambda")[0];
        String service;
        if (scv.startsWith("0.5")) service = "erlang(2, 1 s)";
        else if (scv.startsWith("0.33")) service = "uniform(0 s, 2 s)";
        else if (scv.startsWith("2")) service = format("lognormal(1 s, %s s)", Math.sqrt(2));
        else service = "1 s";
        return format("  source arrivals makes part every %s\n", exponential(1 / lambda))
                + "  station server takes " + service + " queue unlimited\n"
                + "  route part { arrivals -> server }\n";
    }

    private static String line(ReferenceRow row) {
        var mu = row.numbers("mu");
        var buffers = row.numbers("buffers");
        boolean fails = row.parameters().contains("fail=");
        var text = new StringBuilder("  source supply makes part unlimited\n");
        var route = new StringBuilder("supply");
        for (int i = 0; i < mu.length; i++) {
            if (i > 0 && buffers[i - 1] > 0) {
                text.append(format("  buffer b%d holds %d\n", i, (int) buffers[i - 1]));
                route.append(" -> b").append(i);
            }
            text.append(format("  station m%d takes %s", i + 1, exponential(1 / mu[i])));
            if (fails) {
                text.append(format(
                        " fails every %s of operation for %s",
                        exponential(1 / row.numbers("fail")[i]), exponential(1 / row.numbers("repair")[i])));
            }
            text.append('\n');
            route.append(" -> m").append(i + 1);
        }
        return text + "  route part { " + route + " }\n";
    }

    private static String jackson(ReferenceRow row) {
        if (row.parameter("gamma").startsWith("1/")) {
            return "  source arrivals makes part every exponential(1 s)\n"
                    + format("  station s1 takes %s queue unlimited\n", exponential(1 / 2.0))
                    + format("  station s2 takes %s queue unlimited\n", exponential(1 / 1.5))
                    + format("  station s3 takes %s queue unlimited\n", exponential(1 / 2.0))
                    + "  route part {\n    arrivals -> s1\n    s1 -> s2 60 % | s3 40 %\n    s2 -> s3\n"
                    + "    s3 -> s1 20 % | done\n  }\n";
        }
        return format("  source arrivals makes part every %s\n", exponential(1 / 0.8))
                + format("  station s1 * 2 takes %s queue unlimited\n", exponential(1 / 0.5))
                + format("  station s2 takes %s queue unlimited\n", exponential(1.0))
                + "  route part {\n    arrivals -> s1 -> s2\n    s2 -> s1 10 % | done\n  }\n";
    }

    private static String closed(ReferenceRow row) {
        var demands = row.numbers("demands");
        int n = (int) row.numbers("N")[0];
        double think = row.numbers("Z")[0];
        var text = new StringBuilder(format("  source pallets makes part unlimited limit %d\n", n));
        var loop = new StringBuilder();
        if (think > 0) {
            text.append(format("  station think * %d takes %s queue unlimited\n", n, exponential(think)));
            loop.append("think -> ");
        }
        for (int i = 0; i < demands.length; i++) {
            text.append(format("  station s%d takes %s queue unlimited\n", i + 1, exponential(demands[i])));
            loop.append("s").append(i + 1).append(" -> ");
        }
        return text + "  route part { pallets -> " + loop + (think > 0 ? "think" : "s1") + " }\n";
    }
}
