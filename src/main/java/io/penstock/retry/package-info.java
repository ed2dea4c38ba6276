/** Events that are tried again later: how long they wait, and where. */
@NullMarked
package io.penstock.retry;

import org.jspecify.annotations.NullMarked;
