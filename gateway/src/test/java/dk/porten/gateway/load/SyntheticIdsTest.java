package dk.porten.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.PackShelf;
import dk.porten.core.pack.RulePack;
import dk.porten.core.pack.RulePacks;
import dk.porten.core.userid.UserIdDecision;
import dk.porten.core.userid.UserIdForm;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SyntheticIdsTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 0, -1, 20_261_121, Long.MIN_VALUE})
  void userIds_ofASeed_areDistinctAndWellFormed(long seed) throws Exception {
    UserIdDecision decision = new UserIdDecision(Objects.requireNonNull(national().userId()));
    var canonical = new HashSet<String>();
    for (String userId : make(100_000, seed)) {
      UserIdForm form = decision.decide(userId);
      assertThat(form).isInstanceOf(UserIdForm.WellFormed.class);
      assertThat(canonical.add(form.canonical())).isTrue();
    }
    assertThat(canonical).hasSize(100_000);
  }

  @Test
  void userIds_sameSeed_areTheSameAndAPrefixOfMore() throws Exception {
    assertThat(make(1_000, 7))
        .isEqualTo(make(1_000, 7))
        .isEqualTo(make(2_000, 7).subList(0, 1_000));
  }

  @Test
  void userIds_otherSeed_areOthers() throws Exception {
    assertThat(make(1_000, 7)).doesNotContainAnyElementsOf(make(1_000, 8));
  }

  @Test
  void userIds_none_isAnEmptyStream() throws Exception {
    assertThat(new SyntheticIds(0, 1).readAllBytes()).isEmpty();
    assertThat(new SyntheticIds(0, 1).read()).isEqualTo(-1);
  }

  private static List<String> make(long count, long seed) throws Exception {
    byte[] all = new SyntheticIds(count, seed).readAllBytes();
    return new String(all, StandardCharsets.UTF_8).lines().toList();
  }

  private static RulePack national() throws Exception {
    return RulePacks.shipped().stream()
        .filter(pack -> pack.id().equals(PackShelf.DEFAULT_PACK))
        .findFirst()
        .orElseThrow();
  }
}
