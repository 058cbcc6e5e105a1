package dk.porten.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;

/** The rooms of {@code http}, and which of the others each may know: no arrow runs backwards. */
@AnalyzeClasses(
    packages = "dk.porten.gateway.http",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class HttpRoomsTest {
  private static final String HTTP = "dk.porten.gateway.http";

  private static final Map<String, Set<String>> KNOWN_ROOMS =
      Map.ofEntries(
          entry("json", Set.of()),
          entry("problem", Set.of("json")),
          entry("head", Set.of("problem")),
          entry("loop", Set.of("json", "head")),
          entry("question", Set.of("json", "problem")),
          entry("exchange", Set.of("json", "problem", "head", "loop", "question")),
          entry("connection", Set.of("problem", "head", "loop", "exchange")),
          entry("userid", Set.of("json", "problem", "head", "loop", "question", "exchange")),
          entry("document", Set.of("json", "question")),
          entry("witness", Set.of("json", "problem", "question")),
          entry("visit", Set.of("json", "question", "userid", "document", "witness")),
          entry("pages", Set.of("json", "problem", "head", "loop", "question", "exchange")));

  @ArchTest static final ArchRule ROOMS = classes().should(lieInARoomAndKnowOnlyWhatThatMayKnow());

  @ArchTest
  static final ArchRule NO_WAY_BACK = slices().matching(HTTP + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule EXCHANGES_KNOW_NO_CHANNELS =
      noClasses()
          .that()
          .resideInAPackage(HTTP + ".exchange..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.netty..", "io.vertx.core.http.impl..");

  @ArchTest
  static final ArchRule ONLY_PAGES_KNOW_THE_ROUTER =
      noClasses()
          .that()
          .resideOutsideOfPackage(HTTP + ".pages..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.vertx.ext.web..");

  private static ArchCondition<JavaClass> lieInARoomAndKnowOnlyWhatThatMayKnow() {
    return new ArchCondition<>("lie in a room and know only what that may know") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        if (item.getPackageName().equals(HTTP)) {
          return; // puts the rooms together
        }
        String room = roomOf(item);
        Set<String> known = KNOWN_ROOMS.get(room);
        if (known == null) {
          events.add(SimpleConditionEvent.violated(item, item.getName() + " lies in no room"));
          return;
        }
        for (Dependency arrow : item.getDirectDependenciesFromSelf()) {
          JavaClass target = arrow.getTargetClass();
          if (target.getPackageName().startsWith(HTTP)
              && !roomOf(target).equals(room)
              && !known.contains(roomOf(target))) {
            events.add(SimpleConditionEvent.violated(item, arrow.getDescription()));
          }
        }
      }
    };
  }

  /** Returns what comes after {@code http}: a room's name, or nothing. */
  private static String roomOf(JavaClass item) {
    return item.getPackageName().equals(HTTP)
        ? ""
        : item.getPackageName().substring(HTTP.length() + 1);
  }
}
