package org.shadowline.sim.flow;

import static org.shadowline.sim.flow.FlowModel.NONE;
import static org.shadowline.sim.flow.FlowModel.SCRAP;

import org.shadowline.plant.event.EventKind;
import org.shadowline.sim.flow.FlowModel.ProcessRule;

/**
 * The end of operations that do more than take time: batches, defects and inspections, wear, maintenance that has fallen
 * due, and parts that are divided into others. Has no state of its own.
 */
final class Operations {
    private final Replication run;
    private final FlowModel model;

    Operations(Replication run) {
        this.run = run;
        model = run.model;
    }

    /** An operation has ended; {@code first} is its part, or the first of its batch. */
    void finish(Machine m, Part first) {
        m.worn++;
        double share = 1.0 / Math.max(1, m.held);
        if (m.batch.isEmpty()) {
            judge(m, first, share);
        } else {
            for (int number = m.batch.first(); number >= 0; number = run.parts.at(number).next) {
                judge(m, run.parts.at(number), share);
            }
        }
        Defects.countOperation(m);
        if (m.needsPeople) run.people.releaseAfterWork(m.number);
        if (m.failsByCount) run.failures.countOperation(m.number);
        if (m.process != null && m.process.degradation() != NONE) {
            m.wear += run.draw(m.process.degradation(), m.process.wearStream());
            run.sink.event(run.now(), EventKind.MACHINE_WORN, m.place, NONE, 0, 0, m.wear, 0);
            run.failures.hasWorn(m.number, m.wear);
        }
        if (model.isMaintained[m.number]) run.failures.maintainWhatIsDue(m.number);
        if (m.batch.isEmpty()) {
            end(m, first);
        } else if (m.process != null && m.process.packs() != NONE) {
            run.lots.pack(m, m.process.packs());
        } else {
            while (!m.batch.isEmpty()) end(m, m.batch.takeFirst());
        }
    }

    /** What becomes of a part by an operation. */
    private void judge(Machine m, Part part, double share) {
        int column = model.endColumn[m.station.number];
        if (column != NONE) run.parts.attributes[part.number * model.attributes + column] = run.now();
        var process = m.process;
        double scrapShare = m.scrapShare;
        if (process != null) {
            scrapShare += (m.worn - 1) * process.moreScrap();
            change(m, part, process);
        }
        int stream = model.scrapStream[m.station.number];
        part.spoiled = scrapShare > 0 && run.random.nextDouble(stream) < scrapShare;
        run.sink.event(
                run.now(),
                EventKind.OPERATION_FINISHED,
                m.place,
                part.number,
                part.step,
                part.spoiled ? 0 : 1,
                share,
                0);
    }

    private void change(Machine m, Part part, ProcessRule process) {
        if (part.defective && process.mendShare() > 0) {
            part.defective = run.random.nextDouble(process.mendStream()) >= process.mendShare();
            if (!part.defective) tell(EventKind.DEFECT_MENDED, m, part, 0);
        }
        if (process.makesDefects()
                && run.random.nextDouble(process.defectStream()) < Defects.chance(m, process, run.now())) {
            part.defective = true;
            tell(EventKind.DEFECT_MADE, m, part, 0);
        }
        if (process.inspects()) {
            double chance = run.random.nextDouble(process.inspectStream());
            boolean bad = part.defective ? chance >= process.missShare() : chance < process.alarmShare();
            run.parts.attributes[part.number * model.attributes + model.verdictColumn] =
                    bad ? model.verdictBad : model.verdictGood;
            tell(EventKind.PART_INSPECTED, m, part, bad ? 0 : 1);
        }
    }

    private void tell(EventKind kind, Machine m, Part part, int good) {
        run.sink.event(run.now(), kind, m.place, part.number, good, 0, 0, 0);
    }

    private void end(Machine m, Part part) {
        if (part.spoiled) run.places.leavePlant(part, SCRAP);
        else if (part.contents != NONE && m.process != null && m.process.unpacks()) run.lots.unpack(m, part);
        else if (m.process != null && m.process.splits().length > 0) divide(m, part, m.process);
        else run.places.depart(part);
    }

    /** The part ends and others come into being on the machine, which go their own ways. */
    private void divide(Machine m, Part origin, ProcessRule process) {
        int made = 0;
        for (int count : process.splitCounts()) made += count;
        // the machine holds the origin until all are made, and then each of them
        m.held = Math.max(1, m.held) + made;
        for (int i = 0; i < process.splits().length; i++) {
            for (int k = 0; k < process.splitCounts()[i]; k++) make(m, origin, process.splits()[i]);
        }
        run.places.endPart(origin, EventKind.PART_DIVIDED, NONE);
        run.places.vacateMachine(m);
        for (int part = m.made.first(); part >= 0; part = m.made.first()) {
            run.places.depart(m.made.takeFirst());
        }
    }

    private void make(Machine m, Part origin, int product) {
        var part = run.sources.make(product, m.station.number, m.place, origin);
        run.sink.event(run.now(), EventKind.PART_MADE_OF, m.place, part.number, origin.number, 0, 0, 0);
        m.made.append(part);
    }
}
