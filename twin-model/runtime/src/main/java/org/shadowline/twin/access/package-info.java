/** Who may do what with the twins: roles, accounts with hashed passwords, tokens that expire, and the audit trail. */
@NullMarked
package org.shadowline.twin.access;

import org.jspecify.annotations.NullMarked;
