/** OpenSearch, over its bulk interface. */
@NullMarked
package io.penstock.sink.opensearch;

import org.jspecify.annotations.NullMarked;
