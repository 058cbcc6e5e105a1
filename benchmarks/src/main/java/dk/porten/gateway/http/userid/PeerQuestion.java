package dk.porten.gateway.http.userid;

import com.dslplatform.json.CompiledJson;
import io.avaje.jsonb.Json;
import org.jspecify.annotations.NullUnmarked;

/** A user-ID check's request, as other libraries bind it: their generated codecs set fields. */
@CompiledJson
@Json
@NullUnmarked
public final class PeerQuestion {
  public String userId;
  public String rulePack;
  public String on;
}
