package io.penstock.observability;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;

/**
 * Writes the log to stderr, as lines for a reader or as JSON for a collector. Stdout belongs to
 * what was asked for: the rows of a query, what the demo prints for its reader. The launcher sets
 * {@code PENSTOCK_LOG} to {@code text} on a terminal and to {@code json} elsewhere.
 *
 * <p>Logback finds this class by its service file; a file named by its own property {@code
 * logback.configurationFile} is used instead of it.
 */
public final class LogConfigurator extends ContextAwareBase implements Configurator {
  /**
   * Libraries that tell at INFO of their own ordinary life, which is not the life of this server.
   */
  private static final List<String> CHATTY =
      List.of(
          "com.hazelcast",
          "io.delta",
          "io.netty",
          "kafka",
          "org.apache.hadoop",
          "org.apache.kafka",
          "org.apache.parquet",
          "org.flywaydb",
          "state.change.logger");

  private static final String LINE = "%d{HH:mm:ss.SSS} %-5level %msg %kvp [%logger{0}]%n%ex";

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty("logback.configurationFile") != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    CHATTY.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    // It warns with a stack trace where two write at once, which is everyday life.
    context.getLogger("io.delta.kernel").setLevel(Level.ERROR);
    // It warns of headers that the JDK's client sets itself.
    context.getLogger("com.azure.core.http.jdk").setLevel(Level.ERROR);
    // It warns once a second, with a stack trace, of a login that the broker refuses; the node says
    // that once, and in /health.
    context
        .getLogger("org.apache.kafka.clients.admin.internals.AdminMetadataManager")
        .setLevel(Level.ERROR);
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(stderr(context));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static ConsoleAppender<ILoggingEvent> stderr(LoggerContext context) {
    var stderr = new ConsoleAppender<ILoggingEvent>();
    stderr.setName("stderr");
    stderr.setContext(context);
    stderr.setTarget(ConsoleTarget.SystemErr.getName());
    stderr.setEncoder("json".equals(System.getenv("PENSTOCK_LOG")) ? json(context) : text(context));
    stderr.start();
    return stderr;
  }

  static Encoder<ILoggingEvent> text(LoggerContext context) {
    var text = new PatternLayoutEncoder();
    text.setPattern(LINE);
    return started(text, context);
  }

  static Encoder<ILoggingEvent> json(LoggerContext context) {
    var json = new LogstashEncoder();
    json.setTimeZone("UTC");
    json.setFieldNames(names());
    return started(json, context);
  }

  private static LogstashFieldNames names() {
    var names = new LogstashFieldNames();
    names.setTimestamp("time");
    names.setLogger("logger");
    names.setThread("thread");
    names.setLevelValue(null);
    names.setVersion(null);
    return names;
  }

  private static Encoder<ILoggingEvent> started(
      Encoder<ILoggingEvent> encoder, LoggerContext context) {
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }
}
