/** Events of a plant over MQTT 5: a broker within the process, who sends them and who takes them in. */
@NullMarked
package org.shadowline.twin.mqtt;

import org.jspecify.annotations.NullMarked;
