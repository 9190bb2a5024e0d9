package io.towpath.cli.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The compiled main classes of the whole house, imported once. */
final class House {
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains(ownFolder()))
          .importPackages("io.towpath");

  private House() {}

  /** Where the classes of these tests lie, whatever built them. */
  private static String ownFolder() {
    return House.class.getProtectionDomain().getCodeSource().getLocation().getPath();
  }
}
