package org.shadowline.view.report;

import java.util.Locale;
import org.shadowline.plant.rehearsal.RehearsalResult;

/** All estimates of a rehearsal as one table: RFC 4180, SI units, an empty field where there is no number. */
public final class ResultCsv {
    private ResultCsv() {}

    public static String of(RehearsalResult result) {
        var text = new StringBuilder("variant,kpi,statistic,of,per part,unit,mean,low,high,sd,n\n");
        for (var variant : result.variants()) {
            for (var row : variant.estimates()) {
                var measure = row.measure();
                var estimate = row.estimate();
                var of = measure.of();
                text.append(quoted(variant.label()))
                        .append(',')
                        .append(measure.kpi().words())
                        .append(',')
                        .append(measure.statistic().name().toLowerCase(Locale.ROOT))
                        .append(',')
                        .append(of == null ? "" : quoted(of))
                        .append(',')
                        .append(measure.perPart() ? "yes" : "no")
                        .append(',')
                        .append(ResultJson.unit(measure, variant.plant().currency()))
                        .append(',')
                        .append(number(estimate.mean()))
                        .append(',')
                        .append(number(estimate.low()))
                        .append(',')
                        .append(number(estimate.high()))
                        .append(',')
                        .append(number(estimate.n() > 1 ? estimate.sd() : Double.NaN))
                        .append(',')
                        .append(estimate.n())
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "";
    }

    private static String quoted(String text) {
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
