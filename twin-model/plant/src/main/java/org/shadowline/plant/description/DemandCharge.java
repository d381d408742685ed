package org.shadowline.plant.description;

/**
 * What a tariff of electricity charges for the highest load of each billing period, besides the energy.
 *
 * @param pricePerWatt money for each watt of the highest mean power over a quarter of an hour in a period
 * @param period seconds of a billing period
 */
public record DemandCharge(double pricePerWatt, double period) {
    /** Of a tariff without one. */
    public static final DemandCharge NONE = new DemandCharge(0, Double.POSITIVE_INFINITY);
}
