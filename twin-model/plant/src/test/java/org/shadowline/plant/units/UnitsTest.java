package org.shadowline.plant.units;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class UnitsTest {

    /** Every unit with every name it has. */
    @Provide
    Arbitrary<String> names() {
        var names = new ArrayList<String>();
        for (var unit : Units.all()) {
            names.add(unit.symbol());
            names.addAll(unit.aliases());
        }
        return Arbitraries.of(names);
    }

    @Provide
    Arbitrary<BigDecimal> decimals() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("0.001"), new BigDecimal("999999"))
                .ofScale(3);
    }

    @Property
    void aDecimalIsPrintedAsItWasWritten(@ForAll("decimals") BigDecimal number, @ForAll("names") String name) {
        var read = Quantity.parse(number.toPlainString() + " " + name);
        assertEquals(0, number.compareTo(new BigDecimal(read.number())), read::toString);
        assertEquals(Units.parse(name).symbol(), read.shown().symbol());
        assertEquals(read, Quantity.parse(read.toString()));
    }

    @Property
    void smallDecimalsAreReadAsExactOnesAre(
            @ForAll @LongRange(min = 0, max = 9_999_999_999L) long digits,
            @ForAll @IntRange(max = 9) int scale,
            @ForAll("names") String above,
            @ForAll("names") String below) {
        var compound = Units.find(above + "/" + below);
        var unit = compound == null ? Units.parse(above) : compound;
        assertEquals(unit.toSi(BigDecimal.valueOf(digits, scale)), unit.toSi(digits, scale));
    }

    @Property
    void everyCompoundOfUnitsWithoutOffsetReadsBack(@ForAll("names") String above, @ForAll("names") String below) {
        var a = Units.parse(above);
        var b = Units.parse(below);
        if (a.hasOffset() || b.hasOffset()) {
            assertNull(Units.find(above + "/" + below));
            return;
        }
        var made = Units.find(above + "/" + below);
        assertNotNull(made);
        assertEquals(a.dimension().per(b.dimension()), made.dimension());
        assertEquals(a.factor() / b.factor(), made.factor(), 1e-12 * made.factor());
    }

    @Property
    void exponentsSurvivePacking(@ForAll("dimensions") Dimension dimension) {
        assertEquals(dimension, Dimension.unpacked(dimension.packed()));
    }

    @Provide
    Arbitrary<Dimension> dimensions() {
        return Arbitraries.integers()
                .between(-128, 127)
                .list()
                .ofSize(8)
                .map(e ->
                        new Dimension(e.get(0), e.get(1), e.get(2), e.get(3), e.get(4), e.get(5), e.get(6), e.get(7)));
    }

    /** Factors from the SI brochure (9th edition, 2019) and, for inch, foot and pound, from the 1959 agreement. */
    @Example
    void factorsAreThoseOfTheStandards() {
        assertEquals(360, Quantity.parse("0.1 h").si());
        assertEquals(0.3048, Quantity.parse("12 inch").si(), 1e-15);
        assertEquals(0.45359237, Quantity.parse("1 lb").si());
        assertEquals(3.6e6, Quantity.parse("1 kWh").si());
        assertEquals(0.22 / 3.6e6, Quantity.parse("0.22 EUR/kWh").si(), 1e-20);
        assertEquals(Math.PI, Quantity.parse("180 deg").si());
        assertEquals(293.15, Quantity.parse("20 degC").si());
        assertEquals(25, Quantity.parse("1500 rpm").si());
        assertEquals(1 / 3.6, Quantity.parse("1 km/h").si());
        assertEquals(0.8, Quantity.parse("80 %").si());
        assertEquals(6e-7, Quantity.parse("6 cm2*mm").si(), 1e-22);
    }

    @Example
    void dimensionsAreSaidInWords() {
        assertEquals("a length", Dimension.LENGTH.described());
        assertEquals("a price of energy", Units.parse("EUR/kWh").dimension().described());
        assertEquals("a quantity in m3/s", Units.parse("l/min").dimension().described());
    }

    @Example
    void whatIsNoUnitIsRefused() {
        for (var text : List.of("sek", "", "m/", "/m", "m//s", "degC/min", "%2", "1", "m s")) {
            assertNull(Units.find(text), text);
        }
        assertThrows(IllegalArgumentException.class, () -> Quantity.parse("fast"));
        assertThrows(IllegalArgumentException.class, () -> Quantity.parse("5 s").in(Units.parse("m")));
    }
}
