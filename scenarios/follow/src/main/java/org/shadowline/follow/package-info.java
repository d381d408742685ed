/**
 * Following a plant during production: its state is folded from its events, a shadow simulation runs ahead of it into many
 * futures, predictions are scored when their time has come, and drift between plant and model is noticed and learnt. It takes
 * events in order whatever their origin and leaves the choice of adapters to the command line.
 */
@NullMarked
package org.shadowline.follow;

import org.jspecify.annotations.NullMarked;
