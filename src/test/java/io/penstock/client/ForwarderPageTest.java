package io.penstock.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.Guide;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler.CompilationTask;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/grpc.md. */
class ForwarderPageTest {
  private static final String HEAD =
      """
      import io.penstock.client.*;
      import java.nio.charset.StandardCharsets;
      import java.time.Duration;
      import java.util.List;

      class Example {
        void run() throws InterruptedException {
      """;

  @TempDir private Path folder;

  @Test
  void compilesAsItStandsThere() {
    String program = HEAD + Guide.block("docs/grpc.md", "forwarder") + "}}";
    var source =
        new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignored) {
            return program;
          }
        };
    var said = new StringWriter();
    CompilationTask task =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                said,
                null,
                null,
                List.of("-proc:none", "-d", folder.toString()),
                null,
                List.of(source));

    assertThat(task.call()).as(said.toString()).isTrue();
  }
}
