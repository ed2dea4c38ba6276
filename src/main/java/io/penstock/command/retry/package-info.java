/** {@code penstock retry}: what waits in the retry tiers, and what people do with it. */
@NullMarked
package io.penstock.command.retry;

import org.jspecify.annotations.NullMarked;
