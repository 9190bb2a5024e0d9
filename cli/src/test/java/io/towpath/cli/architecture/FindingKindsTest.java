package io.towpath.cli.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.towpath.cli.output.Explanations;
import io.towpath.net.Finding;
import io.towpath.net.FindingKind;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * No command can print a warning or remark that {@code explain} does not know: findings that are no
 * errors come of a {@link FindingKind}, kinds are constants, and every constant is explained.
 */
class FindingKindsTest {
  @Test
  void warningsAndRemarksAreMadeByTheirKinds() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(Finding.class, FindingKind.class)
        .and()
        .doNotHaveFullyQualifiedName("io.towpath.lab.run.Errors") // reads what was sent
        .should()
        .callConstructorWhere(
            describe(
                "that make a finding past its kind",
                call -> call.getTargetOwner().isEquivalentTo(Finding.class)))
        .check(House.CLASSES);
  }

  @Test
  void kindsAreConstants() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(FindingKind.class)
        .should()
        .callCodeUnitWhere(
            describe(
                "that make a kind where no constant is set",
                call -> makesAKind(call) && !call.getOrigin().getName().equals("<clinit>")))
        .check(House.CLASSES);
  }

  private static boolean makesAKind(JavaCall<?> call) {
    return call.getTargetOwner().isEquivalentTo(FindingKind.class)
        && List.of("<init>", "warning", "info").contains(call.getTarget().getName());
  }

  @Test
  void everyKindIsExplained() throws ReflectiveOperationException {
    List<FindingKind> kinds = new ArrayList<>();
    for (JavaField field : constants()) {
      Field constant = field.reflect();
      constant.setAccessible(true);
      kinds.add((FindingKind) constant.get(null));
    }
    assertThat(kinds).hasSizeGreaterThan(120).doesNotHaveDuplicates();
    assertThat(Explanations.kinds()).containsExactlyInAnyOrderElementsOf(kinds);
  }

  @Test
  void everyKindIsFoundSomewhere() {
    assertThat(constants())
        .allSatisfy(
            field ->
                assertThat(field.getAccessesToSelf())
                    .as(field.getFullName())
                    .anyMatch(access -> !access.getOrigin().getName().matches("<clinit>|kinds")));
  }

  private static List<JavaField> constants() {
    List<JavaField> constants = new ArrayList<>();
    for (JavaClass type : House.CLASSES) {
      for (JavaField field : type.getFields()) {
        if (field.getRawType().isEquivalentTo(FindingKind.class)
            && field.getModifiers().contains(JavaModifier.STATIC)) {
          constants.add(field);
        }
      }
    }
    return constants;
  }
}
