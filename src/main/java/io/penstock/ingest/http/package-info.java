/** The HTTP door: translates requests into intake and receipts into answers. */
@NullMarked
package io.penstock.ingest.http;

import org.jspecify.annotations.NullMarked;
