package dk.porten.gateway.http.userid;

import com.dslplatform.json.CompiledJson;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** A user-ID check's answer, as other libraries write it. */
@CompiledJson
@Json
@NullUnmarked
public final class PeerAnswer {
  public String userId;
  public String verdict;
  public List<String> violations;
  public String asOf;
  public String rulePack;
}
