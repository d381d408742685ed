/** Distributions from observations: maximum likelihood, choice by AIC, check by Anderson and Darling. */
@NullMarked
package org.shadowline.sim.calibrate.fit;

import org.jspecify.annotations.NullMarked;
