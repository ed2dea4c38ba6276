/** Commands about the keys of tenants. */
@NullMarked
package io.penstock.command.key;

import org.jspecify.annotations.NullMarked;
