/** The audit trail: who did what, who was not let in, and whether nobody changed that since. */
@NullMarked
package io.penstock.access.audit;

import org.jspecify.annotations.NullMarked;
