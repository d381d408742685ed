package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;

/**
 * Loops that limit the work in process between two elements: a part needs a card to come in, and gives it back when it
 * leaves the last element. Parts without a card wait where they are, first in first out.
 */
final class Loops {
    private final Replication run;
    private final FlowModel model;
    private final int[] cards;
    private final WaitingList[] waiting;

    Loops(Replication run) {
        this.run = run;
        model = run.model;
        cards = model.loopCards.clone();
        waiting = new WaitingList[cards.length];
        for (int i = 0; i < waiting.length; i++) waiting[i] = new WaitingList(run.parts);
    }

    Loops(Replication run, Loops that) {
        this.run = run;
        model = that.model;
        cards = that.cards.clone();
        waiting = new WaitingList[that.waiting.length];
        for (int i = 0; i < waiting.length; i++) waiting[i] = new WaitingList(that.waiting[i], run.parts);
    }

    /** Whether a part that comes to an element at which a loop begins may come in; otherwise it waits. */
    boolean admit(Part part, ElementState element) {
        int loop = element.loopFrom;
        long card = 1L << loop;
        if ((part.cards & card) != 0) return true;
        if (cards[loop] > 0 && waiting[loop].isEmpty()) {
            cards[loop]--;
            part.cards |= card;
            return true;
        }
        part.since = run.now();
        waiting[loop].append(part);
        return false;
    }

    /** The parts that wait for a card of a loop. */
    WaitingList waiting(int loop) {
        return waiting[loop];
    }

    /** A part that holds cards goes from one element to another; {@link FlowModel#NONE} is out of the plant. */
    void moved(Part part, int from, int to) {
        if (from == to) return;
        for (int loop = 0; loop < cards.length; loop++) {
            long card = 1L << loop;
            if ((part.cards & card) != 0 && (to == NONE || model.loopTo[loop] == from)) {
                part.cards &= ~card;
                cards[loop]++;
                if (!waiting[loop].isEmpty()) run.places.free(model.index.placeCount() + loop);
            }
        }
    }

    /** Lets parts in for which there are cards. */
    void refill(int loop) {
        while (cards[loop] > 0 && !waiting[loop].isEmpty()) {
            var part = waiting[loop].takeFirst();
            cards[loop]--;
            part.cards |= 1L << loop;
            run.places.enter(part);
        }
    }

    long bytes() {
        return 36L * cards.length;
    }
}
