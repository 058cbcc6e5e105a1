package dk.porten.gateway.http.connection;

import dk.porten.gateway.budget.HeldForClient;
import dk.porten.gateway.http.exchange.CallerMemory;
import dk.porten.gateway.ledger.TooManyRequestsException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one connection has of the {@link HeldBytes}, and of those of its client. It tells of a
 * request of 8 KiB and of one that has not come whole at once, of an answer when Netty says that
 * more than 64 KiB wait to be sent, and of anything else once a second, so that usual requests do
 * not touch what all loops share. Lives on the connection's event loop.
 */
final class Holding extends ChannelInboundHandlerAdapter implements CallerMemory {

  private final HeldBytes all;
  private final Runnable tooMuch;
  private @Nullable ChannelHandlerContext context;
  private @Nullable Runnable whenWritable;
  private @Nullable HeldForClient client;
  private long expected;
  private long request;
  private volatile long told;
  private long toldOfClient;

  /**
   * @param tooMuch is run when all connections together hold too much
   */
  Holding(HeldBytes all, Runnable tooMuch) {
    this.all = all;
    this.tooMuch = tooMuch;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  @Override
  public void countFor(HeldForClient now) {
    if (client != now) {
      tellOfClient(0);
      client = now;
    }
  }

  @Override
  public void expect(int bytes) {
    boolean isTold = expected >= STEP_BYTES || bytes >= STEP_BYTES;
    expected = bytes;
    if (isTold) {
      tell();
    }
  }

  @Override
  public void hold(int bytes) {
    request += bytes;
    if (request >= STEP_BYTES || bytes < 0) {
      tell();
    }
  }

  @Override
  public void tarpit(Runnable answer) {
    letGo();
    Rest.begin(Objects.requireNonNull(context, "not in a pipeline"), answer);
  }

  /** Notes that nothing of a request is held any more: it was answered, or the next one begins. */
  void letGo() {
    whenWritable = null;
    request = 0;
    expected = 0;
    if (told != 0 || toldOfClient != 0) {
      tell();
    }
  }

  @Override
  public boolean isShort() {
    return all.isShort();
  }

  @Override
  public boolean isWritable() {
    return Objects.requireNonNull(context, "not in a pipeline").channel().isWritable();
  }

  @Override
  public void whenWritable(Runnable task) {
    whenWritable = task;
  }

  /** Returns what was told last; any thread may ask. */
  long told() {
    return told;
  }

  /** Tells the others how much it is now. */
  void tell() {
    long unsent = unsent();
    long now = request + unsent;
    tellOfClient(Math.max(request, expected) + unsent);
    if (now != told) {
      all.add(now - told);
      told = now;
    }
    if (now > 0 && all.excess() > 0) {
      tooMuch.run();
    }
  }

  private void tellOfClient(long now) {
    if (client != null && now != toldOfClient) {
      client.add(now - toldOfClient);
      toldOfClient = now;
    }
  }

  /**
   * Tells the others of a part of a body, whose rest may never come; returns what refuses it if too
   * much is held for its client. A long body was counted before it was let in.
   */
  Optional<TooManyRequestsException> tellOfPart() {
    tell();
    return client != null && expected < STEP_BYTES && client.isTooMuch()
        ? Optional.of(client.ended())
        : Optional.empty();
  }

  /** Says whether more is held for the client than its budget, on all its connections. */
  boolean isTooMuchForClient() {
    return client != null && client.isTooMuch();
  }

  /** Tells the others that nothing is held any more. */
  void end() {
    tellOfClient(0);
    all.add(-told);
    told = 0;
    request = 0;
    expected = 0;
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    tell();
    if (whenWritable != null && isWritable()) {
      whenWritable.run();
    }
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end();
    context.fireChannelInactive();
  }

  private long unsent() {
    ChannelOutboundBuffer unsent =
        context == null ? null : context.channel().unsafe().outboundBuffer();
    return unsent == null ? 0 : unsent.totalPendingWriteBytes();
  }
}
