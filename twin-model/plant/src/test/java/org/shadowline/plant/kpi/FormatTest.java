package org.shadowline.plant.kpi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.shadowline.plant.rehearsal.Estimate;
import org.shadowline.plant.scenario.Measure.Kind;
import org.shadowline.plant.scenario.Measure.Kpi;
import org.shadowline.plant.scenario.Measure.Statistic;

class FormatTest {
    private static final double DAY = 86_400;
    private final Format format = new Format("EUR");

    private static Estimate estimate(double mean, double halfWidth) {
        return new Estimate(mean, halfWidth, 0, mean, mean, 30, 0.95);
    }

    @Test
    void durationsReadAsPeopleSayThem() {
        assertEquals("42 s", Format.duration(42));
        assertEquals("4.2 s", Format.duration(4.2));
        assertEquals("0.015 s", Format.duration(0.015));
        assertEquals("3 min 20 s", Format.duration(200));
        assertEquals("1 min", Format.duration(59.6));
        assertEquals("1 h", Format.duration(3_599.7));
        assertEquals("4 h 10 min", Format.duration(15_000));
        assertEquals("2.3 days", Format.duration(2.3 * DAY));
        assertEquals("1 day", Format.duration(DAY));
        assertEquals("-3 min", Format.duration(-180));
        assertEquals("0 s", Format.duration(0));
        assertEquals("–", Format.duration(Double.NaN));
    }

    @Test
    void ratesTakeTheUnitThatSuitsThem() {
        assertEquals("412 per day", format.value(Kind.RATE, 412 / DAY));
        assertEquals("250 per h", format.value(Kind.RATE, 250 / 3_600.0));
        assertEquals("3.5 per week", format.value(Kind.RATE, 0.5 / DAY));
        assertEquals("0 per day", format.value(Kind.RATE, 0));
    }

    @Test
    void otherKindsHaveTheirUnits() {
        assertEquals("85.2 %", format.value(Kind.SHARE, 0.8524));
        assertEquals("12.3 kWh", format.value(Kind.ENERGY, 12.34 * 3.6e6));
        assertEquals("1,230 kWh", format.value(Kind.ENERGY, 1_230.0 * 3.6e6));
        assertEquals("25 Wh", format.value(Kind.ENERGY, 90_000));
        assertEquals("4.50 EUR", format.value(Kind.MONEY, 4.5));
        assertEquals("12,345 EUR", format.value(Kind.MONEY, 12_345.4));
        assertEquals("17.4", format.value(Kind.PIECES, 17.38));
        assertEquals("12,346", format.value(Kind.PIECES, 12_345.6));
        assertEquals("–", format.value(Kind.MONEY, Double.NaN));
        assertEquals("0.00 EUR", format.value(Kind.MONEY, -0.0));
    }

    @Test
    void anIntervalSaysHowSureTheMeanIs() {
        assertEquals("412 ± 6 per day", format.estimate(Kind.RATE, estimate(412.3 / DAY, 5.8 / DAY)));
        assertEquals("412.3 ± 1.2 per day", format.estimate(Kind.RATE, estimate(412.34 / DAY, 1.23 / DAY)));
        assertEquals("85.2 ± 0.4 %", format.estimate(Kind.SHARE, estimate(0.8524, 0.0041)));
        assertEquals("3.33 ± 0.05 min", format.estimate(Kind.TIME, estimate(200, 3.1)));
        assertEquals("412 per day", format.estimate(Kind.RATE, estimate(412 / DAY, 0)));
        assertEquals("3 min 20 s", format.estimate(Kind.TIME, estimate(200, Double.NaN)));
        var perPart = KpiCatalogue.measure(Kpi.ENERGY, Statistic.MEAN, null, true);
        assertEquals("1.5 ± 0.3 kWh per part", format.estimate(perPart, estimate(1.5 * 3.6e6, 0.31 * 3.6e6)));
    }

    @Test
    void theLocaleOfTheComputerDoesNotMatter() {
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertEquals("85.2 %", format.value(Kind.SHARE, 0.8524));
            assertEquals("2.3 days", Format.duration(2.3 * DAY));
        } finally {
            Locale.setDefault(before);
        }
    }
}
