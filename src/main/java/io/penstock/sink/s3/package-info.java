/** Keeps events as files in a bucket of S3. */
@NullMarked
package io.penstock.sink.s3;

import org.jspecify.annotations.NullMarked;
