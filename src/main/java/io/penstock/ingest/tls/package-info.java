/** TLS of the doors: what they show, whom they trust, and files that change while they are open. */
@NullMarked
package io.penstock.ingest.tls;

import org.jspecify.annotations.NullMarked;
