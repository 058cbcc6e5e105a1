package dk.porten.gateway.fuzz;

import dk.porten.core.pack.PackTarget;
import dk.porten.gateway.auth.TokenTarget;
import dk.porten.gateway.budget.BudgetsTarget;
import dk.porten.gateway.http.BodyTarget;
import dk.porten.gateway.http.connection.FrameTarget;
import dk.porten.gateway.http.head.HeaderTarget;
import dk.porten.gateway.http.userid.StreamTarget;
import dk.porten.gateway.load.ImportTarget;
import dk.porten.gateway.postgres.feed.SnapshotTarget;
import java.util.List;

/**
 * A reader of bytes from outside, and what has to be true of whatever it reads.
 *
 * @param type has the static method {@code fuzzerTestOneInput(byte[])}, by which a fuzzer finds it
 */
public record Target(Class<?> type, Seeds seeds, Reader reader) {

  /** Makes the inputs to begin with. */
  interface Seeds {
    List<byte[]> make() throws Exception;
  }

  /** Reads an input; throws if something is not as it has to be. */
  interface Reader {
    void read(byte[] input) throws Exception;
  }

  static final List<Target> ALL =
      List.of(
          new Target(BodyTarget.class, BodyTarget::seeds, BodyTarget::fuzzerTestOneInput),
          new Target(BudgetsTarget.class, BudgetsTarget::seeds, BudgetsTarget::fuzzerTestOneInput),
          new Target(FrameTarget.class, FrameTarget::seeds, FrameTarget::fuzzerTestOneInput),
          new Target(HeaderTarget.class, HeaderTarget::seeds, HeaderTarget::fuzzerTestOneInput),
          new Target(ImportTarget.class, ImportTarget::seeds, ImportTarget::fuzzerTestOneInput),
          new Target(PackTarget.class, PackTarget::seeds, PackTarget::fuzzerTestOneInput),
          new Target(
              SnapshotTarget.class, SnapshotTarget::seeds, SnapshotTarget::fuzzerTestOneInput),
          new Target(StreamTarget.class, StreamTarget::seeds, StreamTarget::fuzzerTestOneInput),
          new Target(TokenTarget.class, TokenTarget::seeds, TokenTarget::fuzzerTestOneInput));

  @Override
  public String toString() {
    return type.getSimpleName();
  }
}
