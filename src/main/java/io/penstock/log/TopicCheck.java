package io.penstock.log;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks the log itself whether it lacks a topic. A producer cannot tell: one whose brokers are all
 * gone forgets what it knew, and then says the same of every topic.
 */
public final class TopicCheck {
  private static final long ANSWER_SECONDS_MAX = 3;

  private final Properties settings;

  public TopicCheck(LogConfig config) {
    this.settings = ClientSettings.admin(config);
  }

  /** Waits for the answer; without one nobody knows, and the topic may be there. */
  public boolean isMissing(String topic) {
    Admin admin = Admin.create(settings);
    try {
      admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
      return false;
    } catch (ExecutionException answer) {
      return answer.getCause() instanceof UnknownTopicOrPartitionException;
    } catch (TimeoutException away) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      admin.close(Duration.ZERO);
    }
  }
}
