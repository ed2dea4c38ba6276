/** Commands about tenants. */
@NullMarked
package io.penstock.command.tenant;

import org.jspecify.annotations.NullMarked;
