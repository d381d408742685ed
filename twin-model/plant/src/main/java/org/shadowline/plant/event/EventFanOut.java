package org.shadowline.plant.event;

/** Passes every event to several sinks, in their order. As thread-safe as they are; allocates nothing. */
public final class EventFanOut implements EventSink {
    private final EventSink[] sinks;

    public EventFanOut(EventSink... sinks) {
        this.sinks = sinks.clone();
    }

    @Override
    public void event(double time, EventKind kind, int subject, int object, int a, int b, double x, double y) {
        for (var sink : sinks) sink.event(time, kind, subject, object, a, b, x, y);
    }

    @Override
    public boolean wants(EventKind kind) {
        for (var sink : sinks) if (sink.wants(kind)) return true;
        return false;
    }

    @Override
    public void note(double time, int subject, String text) {
        for (var sink : sinks) sink.note(time, subject, text);
    }
}
