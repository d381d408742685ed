/**
 * The twin store: twins in the memory of one process, in a form that lets a million of them fit, each changed by one
 * writer in order, made durable in batches before a change is acknowledged. As things of the Eclipse Ditto model they
 * are JSON documents that can be read and changed at any path.
 */
@NullMarked
package org.shadowline.twin.store;

import org.jspecify.annotations.NullMarked;
