/** Keys of tenants: how they look, what is stored of them, and what a node knows of them. */
@NullMarked
package io.penstock.access.key;

import org.jspecify.annotations.NullMarked;
