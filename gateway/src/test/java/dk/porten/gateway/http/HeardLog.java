package dk.porten.gateway.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** What everything in this JVM logs until this is closed. */
public final class HeardLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();

  private final String awaited;
  private final Runnable then;

  /** Begins to listen. */
  public HeardLog() {
    this("nothing is to be done", () -> {});
  }

  /** Begins to listen; whoever logs some words does something before they go on. */
  public HeardLog(String awaited, Runnable then) {
    this.awaited = awaited;
    this.then = then;
    start();
    root.addAppender(this);
  }

  /** Returns the messages of errors. */
  public List<String> errors() {
    return messages(Level.ERROR);
  }

  /** Returns the messages of warnings and errors. */
  public List<String> warnings() {
    return messages(Level.WARN);
  }

  private List<String> messages(Level least) {
    return events.stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(least))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  /** Returns the messages of warnings with some words in them. */
  public List<String> warnings(String words) {
    return events.stream()
        .filter(event -> event.getLevel().equals(Level.WARN))
        .map(ILoggingEvent::getFormattedMessage)
        .filter(message -> message.contains(words))
        .toList();
  }

  /** Returns all messages with some words in them. */
  public List<String> all(String words) {
    return messages(Level.TRACE).stream().filter(message -> message.contains(words)).toList();
  }

  @Override
  protected void append(ILoggingEvent event) {
    events.add(event);
    if (event.getFormattedMessage().contains(awaited)) {
      then.run();
    }
  }

  @Override
  public void close() {
    root.detachAppender(this);
  }
}
