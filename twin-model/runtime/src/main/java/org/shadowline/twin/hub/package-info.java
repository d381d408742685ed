/**
 * The hub: twins for programs, over the HTTP API (version 2) and the WebSocket protocol of Eclipse Ditto, so that clients
 * written for Ditto need not change. Documents: https://eclipse.dev/ditto/httpapi-overview.html and
 * https://eclipse.dev/ditto/protocol-overview.html.
 */
@NullMarked
package org.shadowline.twin.hub;

import org.jspecify.annotations.NullMarked;
