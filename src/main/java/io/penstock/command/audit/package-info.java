/** Commands about the audit trail. */
@NullMarked
package io.penstock.command.audit;

import org.jspecify.annotations.NullMarked;
