/** JSON Schemas that events of open streams must keep. */
@NullMarked
package io.penstock.schema;

import org.jspecify.annotations.NullMarked;
