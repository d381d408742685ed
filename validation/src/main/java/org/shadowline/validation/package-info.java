/**
 * Proof that the engine is right and fast: analytic and published references, peers, fidelity to recorded plants,
 * architecture rules and benchmarks. Nothing depends on it.
 */
@NullMarked
package org.shadowline.validation;

import org.jspecify.annotations.NullMarked;
