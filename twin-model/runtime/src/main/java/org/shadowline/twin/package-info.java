/**
 * Twins that stay in step with a plant: the twin store and its hub, the telemetry adapters (MQTT, Sparkplug, OPC UA),
 * history and alarms will live here. A twin changes only by folding plant events, in order, with one writer.
 */
@NullMarked
package org.shadowline.twin;

import org.jspecify.annotations.NullMarked;
