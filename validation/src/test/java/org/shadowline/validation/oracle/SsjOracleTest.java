package org.shadowline.validation.oracle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.shadowline.dsl.ShadowLanguage;
import org.shadowline.dsl.check.FileAccess;
import org.shadowline.plant.event.EventKind;
import org.shadowline.plant.event.EventSink;
import org.shadowline.sim.flow.Simulation;
import org.shadowline.sim.kernel.RandomStreams;
import org.shadowline.sim.kernel.Variates;
import umontreal.ssj.simevents.Event;
import umontreal.ssj.simevents.Simulator;

/**
 * SSJ 3.3.2 (L'Ecuyer, Meliani and Vaucher 2002, "SSJ: a framework for stochastic simulation in Java") as an independent
 * oracle: models written for its event list draw the same variates from the same random streams, and every part must leave
 * at the same time to the last bit. Conventions: first in first out; blocking after service; failures by operating time;
 * a buffer's places do not count the machine's.
 */
class SsjOracleTest {
    private static final long SEED = 4;
    private static final int REPLICATION = 3;

    private final Simulator simulator = new Simulator();
    private final Variates variates = new Variates();
    private final List<Double> departures = new ArrayList<>();

    private static RandomStreams streams(List<String> names) {
        return new RandomStreams(
                names.stream().mapToLong(name -> RandomStreams.key(SEED, name)).toArray(), REPLICATION);
    }

    private void schedule(double delay, Runnable action) {
        new Event(simulator) {
            @Override
            public void actions() {
                action.run();
            }
        }.schedule(delay);
    }

    private void run(double until) {
        schedule(until, simulator::stop);
        simulator.start();
    }

    private static void assertSame(List<Double> oracle, List<Double> found) {
        assertTrue(oracle.size() > 10_000, "parts: " + oracle.size());
        assertArrayEquals(bits(oracle), bits(found));
    }

    private static long[] bits(List<Double> times) {
        return times.stream().mapToLong(Double::doubleToRawLongBits).toArray();
    }

    private static List<Double> shadowline(String plant, double until) {
        var checked = new ShadowLanguage()
                .check(
                        "oracle.shadow",
                        plant + "scenario \"Oracle\" on oracle {\n  run 1 day, 1 replications\n  seed " + SEED
                                + "\n}\n",
                        FileAccess.NONE);
        if (checked.hasErrors()) throw new IllegalStateException(checked.report());
        var scenario = checked.scenarios().getFirst();
        var simulation = Simulation.of(scenario.plant(), scenario.scenario(), null, until);
        var times = new ArrayList<Double>();
        EventSink sink = (time, kind, subject, object, a, b, x, y) -> {
            if (kind == EventKind.PART_FINISHED) times.add(time);
        };
        simulation.replication(REPLICATION, sink).runUntil(until);
        return times;
    }

    /** A queue with several servers, each part taken by any that is free. */
    private final class Queue {
        private final RandomStreams random = streams(List.of("arrivals arrivals 0", "server work"));
        private final int interval;
        private final int service = variates.exponential(1);
        private int free;
        private int waiting;

        Queue(int servers, double meanInterval) {
            free = servers;
            interval = variates.exponential(meanInterval);
            schedule(variates.draw(interval, random, 0), this::arrive);
        }

        private void arrive() {
            if (free > 0) {
                free--;
                serve();
            } else {
                waiting++;
            }
            schedule(variates.draw(interval, random, 0), this::arrive);
        }

        private void serve() {
            schedule(variates.draw(service, random, 1), this::finish);
        }

        private void finish() {
            departures.add(simulator.time());
            if (waiting > 0) {
                waiting--;
                serve();
            } else {
                free++;
            }
        }
    }

    private static String queueText(int servers, double meanInterval) {
        return """
                plant oracle {
                  source arrivals makes part every exponential(%s s)
                  station server * %d takes exponential(1 s) queue unlimited
                  route part { arrivals -> server }
                }
                """.formatted(meanInterval, servers);
    }

    @Test
    void parts_of_an_m_m_1_queue_leave_when_they_do_in_ssj() {
        simulator.init();
        new Queue(1, 1.25);
        run(20_000);

        assertSame(departures, shadowline(queueText(1, 1.25), 20_000));
    }

    @Test
    void parts_of_an_m_m_c_queue_leave_when_they_do_in_ssj() {
        simulator.init();
        new Queue(3, 0.4);
        run(10_000);

        assertSame(departures, shadowline(queueText(3, 0.4), 10_000));
    }

    /** A machine of the line; a finished part stays on it until there is room ahead. */
    private final class Machine {
        private final int number;
        private final List<Machine> line;
        private final RandomStreams random;
        private final int work = variates.exponential(1);
        private final int failure = variates.exponential(20);
        private final int repair = variates.exponential(5);
        private final ArrayDeque<Integer> buffer = new ArrayDeque<>();
        private boolean empty = true;
        private boolean blocked;
        private double left;
        private double untilFailure;

        Machine(int number, List<Machine> line) {
            this.number = number;
            this.line = line;
            random = streams(List.of("m" + number + " work", "m" + number + ".1 failure 0"));
            untilFailure = variates.draw(failure, random, 1);
        }

        void begin() {
            empty = false;
            left = variates.draw(work, random, 0);
            goOn();
        }

        private void goOn() {
            if (untilFailure < left) schedule(untilFailure, this::fail);
            else schedule(left, this::finish);
        }

        private void fail() {
            left -= untilFailure;
            schedule(variates.draw(repair, random, 1), () -> {
                untilFailure = variates.draw(failure, random, 1);
                goOn();
            });
        }

        private void finish() {
            untilFailure -= left;
            blocked = true;
            handOn();
        }

        private void handOn() {
            if (number == line.size() - 1) {
                departures.add(simulator.time());
            } else {
                var next = line.get(number + 1);
                if (!next.empty && next.buffer.size() == 4) return;
                if (next.empty) next.begin();
                else next.buffer.add(1);
            }
            blocked = false;
            empty = true;
            if (number == 0) {
                begin();
            } else if (!buffer.isEmpty()) {
                buffer.remove();
                begin();
            }
            if (number > 0 && line.get(number - 1).blocked) line.get(number - 1).handOn();
        }
    }

    @Test
    void parts_of_a_line_with_breakdowns_leave_when_they_do_in_ssj() {
        simulator.init();
        var line = new ArrayList<Machine>();
        for (int i = 0; i < 8; i++) line.add(new Machine(i, line));
        line.getFirst().begin();
        run(30_000);

        var text = new StringBuilder("plant oracle {\n  source supply makes part unlimited\n");
        var route = new StringBuilder("supply");
        for (int i = 0; i < 8; i++) {
            if (i > 0) {
                text.append("  buffer b").append(i).append(" holds 4\n");
                route.append(" -> b").append(i);
            }
            text.append("  station m")
                    .append(i)
                    .append(" takes exponential(1 s) fails every exponential(20 s) for exponential(5 s)\n");
            route.append(" -> m").append(i);
        }
        assertSame(departures, shadowline(text + "  route part { " + route + " }\n}\n", 30_000));
    }
}
