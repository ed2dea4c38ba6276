/** The one intake behind every door. */
@NullMarked
package io.penstock.ingest;

import org.jspecify.annotations.NullMarked;
