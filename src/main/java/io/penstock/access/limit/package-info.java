/** How much each tenant may send. */
@NullMarked
package io.penstock.access.limit;

import org.jspecify.annotations.NullMarked;
