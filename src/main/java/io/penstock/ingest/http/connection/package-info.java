/** The connections of the HTTP door: how many, in which protocols, and how slow they may be. */
@NullMarked
package io.penstock.ingest.http.connection;

import org.jspecify.annotations.NullMarked;
