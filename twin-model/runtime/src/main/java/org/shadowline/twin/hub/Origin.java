package org.shadowline.twin.hub;

import org.jspecify.annotations.Nullable;

/** Who asked for a change and under which correlation id: a session is not told what it has done itself. */
record Origin(@Nullable Object session, @Nullable String correlation) {}
