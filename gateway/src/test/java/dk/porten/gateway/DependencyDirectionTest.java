package dk.porten.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Dependencies point inward. */
@AnalyzeClasses(packages = "dk.porten", importOptions = ImportOption.DoNotIncludeTests.class)
final class DependencyDirectionTest {
  private static final String HTTP = "dk.porten.gateway.http..";
  private static final String POSTGRES = "dk.porten.gateway.postgres..";
  private static final String METRICS = "dk.porten.gateway.metrics..";
  private static final String WIRING = "dk.porten.gateway.wiring..";
  private static final String AUTH = "dk.porten.gateway.auth..";
  private static final String LOAD = "dk.porten.gateway.load..";
  private static final String LEDGER = "dk.porten.gateway.ledger..";
  private static final String UPKEEP = "dk.porten.gateway.upkeep..";
  private static final String TLS = "dk.porten.gateway.tls..";
  private static final String BUDGET = "dk.porten.gateway.budget..";
  private static final String WARMUP = "dk.porten.gateway.warmup..";
  private static final String SANDBOX = "dk.porten.gateway.sandbox..";

  @ArchTest static final ArchRule HTTP_ROOM = mayNotKnow(HTTP, POSTGRES, TLS, WIRING, LOAD, UPKEEP);

  @ArchTest
  static final ArchRule POSTGRES_ROOM =
      mayNotKnow(POSTGRES, BUDGET, HTTP, AUTH, WIRING, LOAD, UPKEEP);

  @ArchTest
  static final ArchRule LEDGER_ROOM =
      mayNotKnow(LEDGER, BUDGET, HTTP, POSTGRES, AUTH, METRICS, WIRING, LOAD, UPKEEP);

  /** What is written and kept is told as facts; {@code http} alone knows how they are answered. */
  @ArchTest
  static final ArchRule NO_STATUS_IN_THE_LEDGER =
      noFields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(LEDGER, "dk.porten.gateway.postgres.writes..", SANDBOX)
          .should()
          .haveNameMatching("(?i).*status.*")
          .orShould()
          .haveNameMatching("(?i).*body");

  @ArchTest
  static final ArchRule SANDBOX_ROOM =
      mayNotKnow(SANDBOX, HTTP, POSTGRES, AUTH, METRICS, WIRING, LOAD, UPKEEP);

  @ArchTest
  static final ArchRule WARMUP_ROOM =
      mayNotKnow(
          WARMUP, POSTGRES, AUTH, METRICS, BUDGET, LEDGER, WIRING, LOAD, UPKEEP, SANDBOX, TLS);

  @ArchTest
  static final ArchRule BUDGET_ROOM =
      mayNotKnow(BUDGET, HTTP, POSTGRES, AUTH, WIRING, LOAD, UPKEEP, SANDBOX);

  @ArchTest static final ArchRule WIRING_ROOM = mayNotKnow(WIRING, LOAD, UPKEEP);
  @ArchTest static final ArchRule LOAD_ROOM = mayNotKnow(LOAD, HTTP, AUTH, LEDGER, UPKEEP);
  @ArchTest static final ArchRule UPKEEP_ROOM = mayNotKnow(UPKEEP, HTTP, AUTH, LEDGER);

  @ArchTest
  static final ArchRule METRICS_ROOM = mayNotKnow(METRICS, HTTP, POSTGRES, AUTH, WIRING, LOAD);

  @ArchTest
  static final ArchRule AUTH_ROOM = mayNotKnow(AUTH, HTTP, POSTGRES, LEDGER, WIRING, LOAD, UPKEEP);

  @ArchTest
  static final ArchRule TLS_ROOM =
      mayNotKnow(TLS, HTTP, POSTGRES, AUTH, LEDGER, WIRING, LOAD, UPKEEP, SANDBOX);

  @ArchTest
  static final ArchRule ONLY_THE_WIRING_KNOWS_THE_SANDBOX =
      noClasses()
          .that()
          .resideOutsideOfPackages(WIRING, SANDBOX)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(SANDBOX);

  @ArchTest
  static final ArchRule ONLY_AUTH_KNOWS_TOKENS =
      noClasses()
          .that()
          .resideOutsideOfPackage(AUTH)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.jose4j..");

  @ArchTest
  static final ArchRule ONLY_THE_WIRING_JOINS =
      classes()
          .that()
          .resideInAPackage("dk.porten.gateway..")
          .and()
          .resideOutsideOfPackages(WIRING, LOAD)
          .and()
          .doNotHaveFullyQualifiedName("dk.porten.gateway.Main")
          .should(notKnowBoth("dk.porten.gateway.http", "dk.porten.gateway.postgres"));

  @ArchTest
  static final ArchRule CORE =
      mayNotKnow(
          "dk.porten.core..",
          "dk.porten.gateway..",
          "io.vertx..",
          "io.netty..",
          "com.fasterxml..",
          "java.sql..",
          "javax.sql..",
          "java.net.http..",
          "org.postgresql..");

  @ArchTest
  static final ArchRule CORE_CLOCK =
      noClasses()
          .that()
          .resideInAPackage("dk.porten.core..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(java.time.Clock.class)
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.LocalDate.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest static final ArchRule CORE_USER_ID = knowsOnlyPackAndFact("userid");
  @ArchTest static final ArchRule CORE_DOCUMENT = knowsOnlyPackAndFact("document");
  @ArchTest static final ArchRule CORE_WITNESS = knowsOnlyPackAndFact("witness");
  @ArchTest static final ArchRule CORE_GUIDANCE = knowsOnlyPackAndFact("guidance");

  @ArchTest
  static final ArchRule CORE_VISIT = mayNotKnow("dk.porten.core.visit..", "dk.porten.core");

  private static ArchRule mayNotKnow(String room, String... others) {
    return noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others);
  }

  private static ArchRule knowsOnlyPackAndFact(String room) {
    return noClasses()
        .that()
        .resideInAPackage("dk.porten.core." + room + "..")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage("dk.porten..")
                .and(
                    DescribedPredicate.not(
                        JavaClass.Predicates.resideInAnyPackage(
                            "dk.porten.core." + room + "..",
                            "dk.porten.core.pack..",
                            "dk.porten.core.fact.."))));
  }

  private static ArchCondition<JavaClass> notKnowBoth(String one, String other) {
    return new ArchCondition<>("not know both " + one + " and " + other) {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        boolean isJoint = knows(item, one) && knows(item, other);
        events.add(new SimpleConditionEvent(item, !isJoint, item.getName() + " knows both"));
      }
    };
  }

  private static boolean knows(JavaClass item, String room) {
    return isIn(item, room)
        || item.getDirectDependenciesFromSelf().stream()
            .anyMatch(dependency -> isIn(dependency.getTargetClass(), room));
  }

  private static boolean isIn(JavaClass item, String room) {
    return (item.getPackageName() + ".").startsWith(room + ".");
  }
}
