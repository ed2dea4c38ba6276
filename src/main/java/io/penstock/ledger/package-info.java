/** What became of every record, counted. */
@NullMarked
package io.penstock.ledger;

import org.jspecify.annotations.NullMarked;
