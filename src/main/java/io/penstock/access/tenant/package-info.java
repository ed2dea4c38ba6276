/** Tenants and their keys: what people decided of them, and what a node knows of that. */
@NullMarked
package io.penstock.access.tenant;

import org.jspecify.annotations.NullMarked;
