/** Copies the audit trail into the log. */
@NullMarked
package io.penstock.worker.audit;

import org.jspecify.annotations.NullMarked;
