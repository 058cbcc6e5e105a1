package dk.porten.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** The rooms of the database in their order: each knows only the rooms that are listed for it. */
@AnalyzeClasses(
    packages = "dk.porten.gateway.postgres",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class PostgresRoomsTest {
  private static final String POSTGRES = "dk.porten.gateway.postgres";
  private static final String DISK = POSTGRES + ".disk";
  private static final String CONNECTION = POSTGRES + ".connection";
  private static final String GATHERING = POSTGRES + ".gathering";
  private static final String EMBEDDED = POSTGRES + ".embedded";
  private static final String SCHEMA = POSTGRES + ".schema";
  private static final String FEED = POSTGRES + ".feed";
  private static final String FACTS = POSTGRES + ".facts";
  private static final String WRITES = POSTGRES + ".writes";

  @ArchTest static final ArchRule DISK_ROOM = mayKnowOnly(DISK);
  @ArchTest static final ArchRule CONNECTION_ROOM = mayKnowOnly(CONNECTION);
  @ArchTest static final ArchRule GATHERING_ROOM = mayKnowOnly(GATHERING, CONNECTION);
  @ArchTest static final ArchRule EMBEDDED_ROOM = mayKnowOnly(EMBEDDED, DISK, CONNECTION);
  @ArchTest static final ArchRule SCHEMA_ROOM = mayKnowOnly(SCHEMA, DISK, CONNECTION);
  @ArchTest static final ArchRule FEED_ROOM = mayKnowOnly(FEED, DISK, CONNECTION);
  @ArchTest static final ArchRule FACTS_ROOM = mayKnowOnly(FACTS, CONNECTION, GATHERING, FEED);
  @ArchTest static final ArchRule WRITES_ROOM = mayKnowOnly(WRITES, CONNECTION, GATHERING, SCHEMA);

  /** Whatever the lists above say one day. */
  @ArchTest
  static final ArchRule NO_WAY_BACK =
      slices().matching(POSTGRES + ".(*)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule EVERY_CLASS_HAS_A_ROOM =
      classes()
          .that()
          .doNotHaveSimpleName("package-info")
          .should()
          .resideInAnyPackage(DISK, CONNECTION, GATHERING, EMBEDDED, SCHEMA, FEED, FACTS, WRITES);

  private static ArchRule mayKnowOnly(String room, String... others) {
    String[] known = Stream.concat(Stream.of(room), Stream.of(others)).toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage(POSTGRES + "..")
                .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(known))));
  }
}
