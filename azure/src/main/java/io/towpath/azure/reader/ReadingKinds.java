package io.towpath.azure.reader;

import static io.towpath.net.FindingKind.warning;

import io.towpath.net.FindingKind;
import java.util.List;

/** What the codes of warnings about files of resources stand for. */
public final class ReadingKinds {
  static final FindingKind OUTSIDE_THE_ESTATE =
      warning(
          "TP2007",
          "Reference to something outside the estate",
          "A resource names another one that no file holds. What depends on it is left out of the"
              + " network, so answers that touch it may differ from Azure's.",
          "Add the resource if its part in the network matters.");

  static final FindingKind INCOMPLETE_LIST =
      warning(
          "TP2008",
          "List that is not complete",
          "The file holds one page of a longer list; the resources of the other pages are"
              + " missing.",
          "Save all pages.");

  static final FindingKind CONTRADICTING_SKU =
      warning(
          "TP2009",
          "R122",
          "SKU of a circuit that contradicts itself",
          "The name of the SKU says another tier or family than its members, which count.",
          "Correct one of the two.");

  /** What may be found, in the order of codes. */
  public static final List<FindingKind> ALL =
      List.of(OUTSIDE_THE_ESTATE, INCOMPLETE_LIST, CONTRADICTING_SKU);

  private ReadingKinds() {}
}
