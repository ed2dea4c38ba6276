/** From batches to the log: producing, and the spool while the log does not answer. */
@NullMarked
package io.penstock.log.produce;

import org.jspecify.annotations.NullMarked;
