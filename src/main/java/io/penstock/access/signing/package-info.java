/** Requests that are signed, as Standard Webhooks 1.0 does it. */
@NullMarked
package io.penstock.access.signing;

import org.jspecify.annotations.NullMarked;
