package io.towpath.lab.run;

import java.util.List;

/** Drives a lab by hand: {@code RingControl NAME exec|status|fail|restore|down|all …}. */
public final class RingControl {
  private RingControl() {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals("all")) {
      System.out.println(Labs.downAll(LabDirectory.base()));
      return;
    }
    var lab = Labs.of(args[0]);
    List<String> rest = List.of(args).subList(2, args.length);
    switch (args[1]) {
      case "status" -> System.out.println(lab.status().toPrettyString());
      case "fail" -> System.out.println(lab.fail(rest.getFirst(), System.out::println));
      case "restore" -> System.out.println(lab.restore(rest.getFirst(), System.out::println));
      case "down" -> lab.down();
      default -> System.exit(lab.exec(lab.space(rest.getFirst()), rest.subList(1, rest.size())));
    }
  }
}
