package org.shadowline.sim.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.shadowline.plant.element.Behaviour;
import org.shadowline.plant.element.Surroundings;

/** Elements of the user's own: asks their behaviour what happens, and does it. */
final class Customs {
    private final Replication run;
    private final FlowModel model;
    /** By element; null for others. */
    private final @Nullable Place[] places;

    private record Due(double time, long number, int tag) implements Comparable<Due> {
        @Override
        public int compareTo(Due that) {
            int byTime = Double.compare(time, that.time);
            return byTime != 0 ? byTime : Long.compare(number, that.number);
        }
    }

    Customs(Replication run) {
        this.run = run;
        model = run.model;
        places = new @Nullable Place[model.customs.length];
        for (int e = 0; e < places.length; e++) {
            var rule = model.customs[e];
            if (rule != null) places[e] = new Place(e, rule, rule.type().behaviour(rule.values()));
        }
    }

    Customs(Replication run, Customs that) {
        this.run = run;
        model = run.model;
        places = new @Nullable Place[that.places.length];
        for (int e = 0; e < places.length; e++) {
            var place = that.places[e];
            if (place != null) places[e] = new Place(place);
        }
    }

    void begin() {
        for (var place : places) {
            if (place == null) continue;
            place.behaviour.started(place);
            place.capacityChanged();
        }
    }

    void entered(Part part, ElementState element) {
        var place = at(element.number);
        place.behaviour.entered(part.number, place);
    }

    /** Tells the element which of its parts have left, and lets others in. */
    void work(ElementState element) {
        var place = at(element.number);
        for (int i = 0; i < place.released.size(); i++) {
            int part = place.released.get(i);
            if (run.parts.at(part).place == element.number) continue;
            place.released.remove(i--);
            place.behaviour.left(part, place);
        }
        while (element.hasRoom() && !element.outside.isEmpty()) {
            run.places.enterCustom(element.outside.takeFirst(), element);
        }
    }

    /** The event of an element: a time that it has set is over. */
    void occur(int element) {
        at(element).wake();
    }

    private Place at(int element) {
        var place = places[element];
        if (place == null) throw new IllegalStateException("no element of one's own: " + element);
        return place;
    }

    /** One element, and the plant as it sees it. */
    private final class Place implements Surroundings {
        private final int element;
        private final FlowModel.CustomRule rule;
        private final Behaviour behaviour;
        /** Parts that may go and are still here. */
        private final List<Integer> released = new ArrayList<>();

        private final PriorityQueue<Due> times = new PriorityQueue<>();
        private long number;

        Place(int element, FlowModel.CustomRule rule, Behaviour behaviour) {
            this.element = element;
            this.rule = rule;
            this.behaviour = behaviour;
        }

        Place(Place that) {
            element = that.element;
            rule = that.rule;
            behaviour = that.behaviour.copy();
            released.addAll(that.released);
            times.addAll(that.times);
            number = that.number;
        }

        void wake() {
            for (var next = times.peek(); next != null && next.time() <= now(); next = times.peek()) {
                behaviour.due(times.remove().tag(), this);
            }
            setAlarm();
        }

        private void setAlarm() {
            var next = times.peek();
            if (next != null && next.time() <= model.horizon) {
                run.calendar.schedule(model.customSlots + element, next.time());
            }
        }

        @Override
        public double now() {
            return run.now();
        }

        @Override
        public RandomGenerator random() {
            return run.random.at(rule.stream());
        }

        @Override
        public void after(double seconds, int tag) {
            if (!(seconds >= 0)) {
                throw new PlantProblem("`" + name() + "` (" + rule.type().name() + ") sets a time of " + seconds
                        + " s at " + now() + " s of the run");
            }
            times.add(new Due(now() + seconds, ++number, tag));
            setAlarm();
        }

        @Override
        public void release(int part) {
            var one = part >= 0 && part < run.parts.rows() ? run.parts.at(part) : null;
            if (one == null || one.place != element || released.contains(part)) {
                throw new PlantProblem("`" + name() + "` (" + rule.type().name() + ") releases part " + part
                        + ", which is not in it or was released before, at " + now() + " s of the run");
            }
            released.add(part);
            run.places.depart(one);
        }

        @Override
        public void capacityChanged() {
            run.places.at(element).capacity = Math.max(0, behaviour.capacity());
            run.places.free(element);
        }

        @Override
        public String product(int part) {
            return model.index.products().get(run.parts.at(part).product).id();
        }

        @Override
        public double attribute(int part, String name) {
            return run.parts.attributes[cell(part, name)];
        }

        @Override
        public void setAttribute(int part, String name, double value) {
            run.parts.attributes[cell(part, name)] = value;
        }

        private int cell(int part, String name) {
            int column = model.attributeNames.indexOf(name);
            if (column < 0) throw new IllegalArgumentException("no product has an attribute `" + name + "`");
            return part * model.attributes + column;
        }

        @Override
        public void note(String text) {
            run.sink.note(now(), element, text);
        }

        private String name() {
            return model.index.placeName(element);
        }
    }
}
