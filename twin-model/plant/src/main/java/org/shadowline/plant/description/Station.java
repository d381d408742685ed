package org.shadowline.plant.description;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A work unit of one or several like machines. A finished part stays on its machine until the next place has room
 * (blocking after service).
 *
 * @param count number of machines, named {@code id.1}, {@code id.2} …
 * @param times processing times, the most specific match wins (product and step, step, product, otherwise)
 * @param queue places of the station's own input queue; 0 for none
 * @param setup null when no set-up is needed
 * @param speed factor on the rate of work; 1 is as declared
 * @param costPerSecond of each machine, whatever it does
 * @param scrapShare share of the parts that each operation spoils so that everyone sees it
 * @param process what an operation does besides taking time
 * @param robot null when nobody needs to keep away from it
 */
public record Station(
        String id,
        @Nullable String label,
        @Nullable Position at,
        @Nullable String area,
        double width,
        double depth,
        int count,
        List<ProcessingTime> times,
        int queue,
        @Nullable Setup setup,
        List<Failure> failures,
        List<Need> needs,
        Power power,
        Hours shift,
        double speed,
        double costPerSecond,
        double scrapShare,
        DispatchRule dispatch,
        Process process,
        @Nullable Robot robot)
        implements Element {

    public Station {
        times = List.copyOf(times);
        failures = List.copyOf(failures);
        needs = List.copyOf(needs);
    }

    /** One that is no robot. */
    public Station(
            String id,
            @Nullable String label,
            @Nullable Position at,
            @Nullable String area,
            double width,
            double depth,
            int count,
            List<ProcessingTime> times,
            int queue,
            @Nullable Setup setup,
            List<Failure> failures,
            List<Need> needs,
            Power power,
            Hours shift,
            double speed,
            double costPerSecond,
            double scrapShare,
            DispatchRule dispatch,
            Process process) {
        this(
                id,
                label,
                at,
                area,
                width,
                depth,
                count,
                times,
                queue,
                setup,
                failures,
                needs,
                power,
                shift,
                speed,
                costPerSecond,
                scrapShare,
                dispatch,
                process,
                null);
    }

    /** A processing time; a null product or step stands for every one. */

    /**
     * A processing time; a null product or step stands for every one.
     *
     * @param time what it is, or about the mean of the formula, for rules that look ahead
     * @param formula what it is where it depends on the part or on the plant at that moment; otherwise null
     */
    public record ProcessingTime(
            @Nullable String product,
            @Nullable String step,
            Distribution time,
            @Nullable Formula formula) {
        public ProcessingTime(@Nullable String product, @Nullable String step, Distribution time) {
            this(product, step, time, null);
        }

        /**
         * The time for a product at a step, written with its element, {@code mill:rough}, or by its name alone: one for
         * both before one for the step, one for the step before one for the product, that before one for every one.
         *
         * @param product null for one that no time is given for
         * @return null when there is none
         */
        public static @Nullable ProcessingTime mostSpecific(
                List<ProcessingTime> times, String step, @Nullable String product) {
            ProcessingTime best = null;
            int most = -1;
            for (var time : times) {
                if (time.step != null && !step.equals(time.step) && !step.endsWith(":" + time.step)) continue;
                if (time.product != null && !time.product.equals(product)) continue;
                int specific = (time.step == null ? 0 : 2) + (time.product == null ? 0 : 1);
                if (specific > most) {
                    most = specific;
                    best = time;
                }
            }
            return best;
        }
    }

    /**
     * Set-up between parts that differ in product, or in an attribute when {@code attribute} is given.
     *
     * @param changes times for given changes; null in {@code from} or {@code to} stands for every one
     * @param otherwise time of any other change; null for none
     */
    public record Setup(
            @Nullable String attribute,
            List<Change> changes,
            @Nullable Distribution otherwise) {
        public Setup {
            changes = List.copyOf(changes);
        }
    }

    /** A change-over; {@code from} and {@code to} are product ids, or attribute values as text. */
    public record Change(@Nullable String from, @Nullable String to, Distribution time) {}

    /** What a time between failures counts. */
    public enum FailureClock {
        /** Time in which the machine works (operation-dependent failures). */
        OPERATING_TIME,
        /** All time (time-dependent failures). */
        CALENDAR_TIME,
        /** Finished operations. */
        OPERATIONS,
        /** The wear of the machine, which ends with the repair or maintenance (condition-based). */
        WEAR
    }

    /**
     * A failure mode, or planned maintenance. An operation that a failure interrupts is resumed after the repair;
     * maintenance that falls due waits until the operation in hand is finished.
     *
     * @param every seconds, or a number of operations, between the end of a repair and the next failure; or the level of
     *     wear that an operation must reach
     * @param repair seconds of repair
     * @param crew who repairs; null when nobody is needed
     * @param planned whether it is maintenance, which is planned down time and ends the wear
     * @param spares parts that each repair takes out of stock; the crew comes when they are there. Maintenance begins when
     *     they are, and until then the machine works on
     * @param cost money for each repair, besides the spare parts
     * @param renews whether the machine is as new afterwards: its wear ends, and the clocks of its other failures and
     *     maintenance begin anew
     */
    public record Failure(
            @Nullable String name,
            FailureClock clock,
            Distribution every,
            Distribution repair,
            @Nullable Need crew,
            boolean planned,
            List<SparesNeeded> spares,
            double cost,
            boolean renews) {
        public Failure {
            spares = List.copyOf(spares);
        }

        /** Without spare parts and cost. */
        public Failure(
                @Nullable String name,
                FailureClock clock,
                Distribution every,
                Distribution repair,
                @Nullable Need crew,
                boolean planned) {
            this(name, clock, every, repair, crew, planned, List.of(), 0, false);
        }
    }

    /** A number of spare parts of a kind. */
    public record SparesNeeded(String spare, int count) {}

    /** For which work a machine needs people. */
    public enum NeedFor {
        WORK,
        SETUP,
        WORK_AND_SETUP
    }

    /**
     * People that must be present; a null team means any team with the skill, a null skill anyone of the team.
     *
     * @param priority higher ones are served first and take people away from tasks of a lower one, which go on later where
     *     they stopped
     */
    public record Need(
            int people, @Nullable String team, @Nullable String skill, NeedFor purpose, int priority) {
        public Need(int people, @Nullable String team, @Nullable String skill, NeedFor purpose) {
            this(people, team, skill, purpose, 0);
        }
    }

    /**
     * Electric power in watts by state, and when a machine without a part draws less.
     *
     * @param standby null when machines do not go to standby
     * @param switchOff null when machines are not switched off; where they are, they are off outside their shift as well
     */
    public record Power(
            double busy,
            double idle,
            double setup,
            double blocked,
            double down,
            double off,
            double onStandby,
            double warming,
            @Nullable Rest standby,
            @Nullable Rest switchOff) {
        public static final Power NONE = new Power(0, 0, 0, 0, 0, 0);

        /** Of machines that never rest. */
        public Power(double busy, double idle, double setup, double blocked, double down, double off) {
            this(busy, idle, setup, blocked, down, off, 0, 0, null, null);
        }

        public boolean rests() {
            return standby != null || switchOff != null;
        }

        /** Whether any state draws power. */
        public boolean drawsAny() {
            return busy > 0
                    || idle > 0
                    || setup > 0
                    || blocked > 0
                    || down > 0
                    || off > 0
                    || onStandby > 0
                    || warming > 0;
        }
    }

    /**
     * A machine rests after it has had no part for some time; the next part waits on it until it is warm.
     *
     * @param after seconds without a part
     * @param warmUp seconds from there until it can work again; null for none
     */
    public record Rest(double after, @Nullable Distribution warmUp) {}
}
