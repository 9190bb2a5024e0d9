package io.towpath.cli.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The walls between the rooms, checked on the compiled classes of the whole house. */
class ModuleTableTest {
  private static final JavaClasses HOUSE = House.CLASSES;

  /** Rooms whose answers may depend on nothing but their input. */
  private static final String[] ENGINES =
      Set.of(Room.NET, Room.NETWORK, Room.ROUTING, Room.FORWARDING, Room.ANALYSIS, Room.AZURE)
          .stream()
          .map(Room::packages)
          .toArray(String[]::new);

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BENCH", "FUZZ"}) // not on this class path
  void aRoomUsesOnlyWhatItsRowNames(Room room) {
    rowOf(room).check(HOUSE);
  }

  @Test
  void theRowsAreNotVacuous() {
    // Every room but the first needs another one; a rule that forbids them all must fail.
    ArchRule nothingElse =
        classes()
            .that()
            .resideInAPackage(Room.NETWORK.packages())
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackage(Room.NET.packages());
    assertThat(nothingElse.evaluate(HOUSE).hasViolation()).isTrue();
    for (Room room : EnumSet.range(Room.NET, Room.CLI)) {
      assertThat(HOUSE.that(resideInAnyPackage(room.packages()))).as(room.module()).isNotEmpty();
    }
  }

  @Test
  void wireFormatsAreReadInOnePackageOfNet() {
    noClasses()
        .that()
        .resideInAPackage("io.towpath..")
        .and()
        .resideOutsideOfPackages("io.towpath.net.document..", "io.towpath.estate..")
        .and()
        .resideOutsideOfPackages("io.towpath.cli..", "io.towpath.lab..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("tools.jackson..", "com.fasterxml..", "org.snakeyaml..")
        .check(HOUSE);
  }

  @Test
  void packagesDependOnOneAnotherWithoutCycles() {
    SlicesRuleDefinition.slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return SliceIdentifier.of(type.getPackageName());
              }

              @Override
              public String getDescription() {
                return "packages";
              }
            })
        .should()
        .beFreeOfCycles()
        .check(HOUSE);
  }

  @Test
  void internalPackagesAreUsedOnlyFromBelowTheirParent() {
    classes().should(notReachIntoForeignInternals()).check(HOUSE);
  }

  @Test
  void everyPackageIsNullMarked() throws IOException {
    List<String> unmarked = new ArrayList<>();
    for (Path folder : Repository.mainSources().stream().map(Path::getParent).distinct().toList()) {
      Path info = folder.resolve("package-info.java");
      if (!Files.exists(info) || !Files.readString(info).contains("@NullMarked")) {
        unmarked.add(Repository.root().relativize(folder).toString());
      }
    }
    assertThat(unmarked).isEmpty();
  }

  @Test
  void enginesReadNeitherClockNorEnvironment() {
    DescribedPredicate<JavaCall<?>> outsideInput =
        describe(
            "that reads the clock, the environment or unseeded randomness",
            call -> readsOutside(call.getTarget()));
    noClasses()
        .that()
        .resideInAnyPackage(ENGINES)
        .should()
        .callCodeUnitWhere(
            describe(outsideInput.getDescription(), call -> outsideInput.test((JavaCall<?>) call)))
        .check(HOUSE);
  }

  @Test
  void onlyCommandsWriteToStandardStreams() {
    noClasses()
        .that()
        .resideOutsideOfPackages(Room.CLI.packages(), Room.TESTKIT.packages())
        .and()
        .doNotHaveFullyQualifiedName("io.towpath.lab.run.Supervisor") // a process; its log
        .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
        .check(HOUSE);
  }

  @Test
  void staticFieldsAreFinal() {
    fields().that().areStatic().should().beFinal().check(HOUSE);
  }

  private static ArchRule rowOf(Room room) {
    DescribedPredicate<JavaClass> ofTheRoom = resideInAnyPackage(room.packages());
    if (room == Room.TESTKIT) { // its packages enclose those of another room
      ofTheRoom =
          ofTheRoom.and(
              DescribedPredicate.not(resideInAnyPackage(Room.TESTKIT_NETWORKS.packages())));
    }
    DescribedPredicate<JavaClass> allowed = resideInAnyPackage(room.allowedPackages());
    if (room == Room.NET) { // the one exception of the house: docs/decisions/0002
      DescribedPredicate<JavaClass> readers =
          resideInAnyPackage("tools.jackson.core..", "org.snakeyaml.engine..");
      classes()
          .that()
          .resideInAPackage("io.towpath.net.document..")
          .should()
          .onlyDependOnClassesThat(allowed.or(readers))
          .check(HOUSE);
      ofTheRoom =
          ofTheRoom.and(DescribedPredicate.not(resideInAnyPackage("io.towpath.net.document..")));
    }
    // The test kits are not imported where they are compiled together with these tests.
    return classes()
        .that(ofTheRoom)
        .should()
        .onlyDependOnClassesThat(allowed)
        .allowEmptyShould(room.module().startsWith("testkit"));
  }

  private static boolean readsOutside(AccessTarget target) {
    String owner = target.getOwner().getName();
    String name = target.getName();
    return switch (owner) {
      case "java.lang.System" ->
          Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty").contains(name);
      case "java.time.Instant",
          "java.time.LocalDate",
          "java.time.LocalDateTime",
          "java.time.ZonedDateTime" ->
          name.equals("now");
      case "java.lang.Math" -> name.equals("random");
      case "java.util.concurrent.ThreadLocalRandom" -> true;
      default -> false;
    };
  }

  private static ArchCondition<JavaClass> notReachIntoForeignInternals() {
    return new ArchCondition<>("use internal packages only from below their parent") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getDirectDependenciesFromSelf().stream()
            .filter(
                dependency -> {
                  String used = dependency.getTargetClass().getPackageName() + ".";
                  int at = used.indexOf(".internal.");
                  return used.startsWith("io.towpath.")
                      && at >= 0
                      && !(type.getPackageName() + ".").startsWith(used.substring(0, at + 1));
                })
            .forEach(
                dependency ->
                    events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
      }
    };
  }
}
