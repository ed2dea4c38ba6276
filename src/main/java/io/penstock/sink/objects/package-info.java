/** What sinks share that keep whole objects under names: in a bucket, or in a folder. */
@NullMarked
package io.penstock.sink.objects;

import org.jspecify.annotations.NullMarked;
