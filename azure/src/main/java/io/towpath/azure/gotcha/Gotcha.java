package io.towpath.azure.gotcha;

import io.towpath.net.FindingKind;
import java.util.List;

/** A family of gotchas: what Azure deploys without a word, though it will hardly do as meant. */
interface Gotcha {
  /** What it may find, in the order of codes. */
  List<FindingKind> kinds();

  /** Looks for it in all resources. */
  void check(GotchaContext context);
}
