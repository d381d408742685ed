/**
 * Agents that propose better schedules, maintenance and settings, and the contract they share, will live here. A
 * proposal is rehearsed by the simulator and approved by a person before it acts.
 */
@NullMarked
package org.shadowline.agents;

import org.jspecify.annotations.NullMarked;
