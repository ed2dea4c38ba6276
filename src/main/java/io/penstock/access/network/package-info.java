/** Where requests come from: addresses, networks, and the proxies between. */
@NullMarked
package io.penstock.access.network;

import org.jspecify.annotations.NullMarked;
