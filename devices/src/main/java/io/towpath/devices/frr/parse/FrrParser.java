package io.towpath.devices.frr.parse;

import io.towpath.devices.frr.FrrBlock;
import io.towpath.devices.frr.FrrConfig;
import io.towpath.devices.frr.FrrLine;
import io.towpath.devices.ios.Scope;
import io.towpath.devices.ios.UnsupportedLine;
import io.towpath.devices.ios.parse.ConfigurationBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads FRR configurations: an integrated {@code frr.conf}, the file of one daemon, what {@code
 * show running-config} prints, or one written by hand.
 */
public final class FrrParser {

  /* As in FRR, a line belongs to the innermost mode that knows its first words, and closes the
   * modes inside that one; so a block needs no "exit". Modes of protocols that are not modelled
   * hold all indented lines below their header.
   */

  private static final int MAX_WORDS = 512;

  private final List<Draft> open = new ArrayList<>();
  private final List<FrrLine> global = new ArrayList<>();
  private final List<Draft> closed = new ArrayList<>();
  private final List<UnsupportedLine> unsupported = new ArrayList<>();

  /** A block that may still grow. */
  private static final class Draft {
    private final FrrMode mode;
    private final FrrLine header;
    private final List<FrrLine> lines = new ArrayList<>();
    private final List<Draft> inside = new ArrayList<>();

    private Draft(FrrMode mode, FrrLine header) {
      this.mode = mode;
      this.header = header;
    }

    private FrrBlock build() {
      return new FrrBlock(header, lines, inside.stream().map(Draft::build).toList());
    }
  }

  private FrrParser() {}

  /**
   * Reads the bytes of a file: UTF-8, or Latin-1 where they are not UTF-8.
   *
   * @param file path as it is to be shown
   * @throws io.towpath.net.InvalidInputException with TP3001 if they are no text, with TP3002 if
   *     they are more than 64 MiB
   */
  public static FrrConfig parse(String file, byte[] bytes) {
    ConfigurationBytes source = ConfigurationBytes.decode(file, bytes);
    FrrParser parser = new FrrParser();
    parser.read(source.text());
    return new FrrConfig(
        file,
        parser.global,
        parser.blocks(FrrMode.INTERFACE),
        parser.blocks(FrrMode.VRF),
        parser.blocks(FrrMode.BGP),
        parser.blocks(FrrMode.OSPF),
        parser.blocks(FrrMode.ROUTE_MAP),
        source.remarks(),
        parser.unsupported);
  }

  /** Reads a text. */
  public static FrrConfig parse(String file, String text) {
    return parse(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private List<FrrBlock> blocks(FrrMode mode) {
    return closed.stream().filter(draft -> draft.mode == mode).map(Draft::build).toList();
  }

  private void read(String text) {
    int number = 0;
    for (String raw : text.split("\n", -1)) {
      number++;
      String stripped = raw.strip();
      if (stripped.isEmpty() || stripped.charAt(0) == '!' || stripped.charAt(0) == '#') {
        continue;
      }
      accept(line(number, stripped), raw.charAt(0) <= ' ');
    }
  }

  private static FrrLine line(int number, String stripped) {
    List<String> words = List.of(stripped.split("\\s+", MAX_WORDS));
    boolean negated = words.size() > 1 && words.getFirst().equals("no");
    return new FrrLine(number, negated, negated ? words.subList(1, words.size()) : words);
  }

  private void accept(FrrLine line, boolean indented) {
    if (leaves(line)) {
      return;
    }
    for (int i = open.size() - 1; i >= 0; i--) {
      Draft draft = open.get(i);
      boolean foreign = draft.mode == FrrMode.FOREIGN;
      if (foreign ? indented : draft.mode.knows(line)) {
        closeInside(i + 1);
        add(draft, line);
        return;
      }
    }
    FrrMode mode = FrrMode.openedBy(line);
    if (mode == null && indented && !open.isEmpty()) {
      // It was meant for the block that it stands in.
      unsupported(line, open.getFirst());
      return;
    }
    closeInside(0);
    if (mode == null) {
      global.add(line);
      return;
    }
    Draft draft = new Draft(mode, line);
    open.add(draft);
    if (mode == FrrMode.FOREIGN) {
      unsupported(line, null);
    } else {
      closed.add(draft);
    }
  }

  private void add(Draft draft, FrrLine line) {
    if (draft.mode == FrrMode.FOREIGN) {
      unsupported(line, draft);
    } else if (draft.mode == FrrMode.BGP && line.starts("address-family") && !line.negated()) {
      Draft family = new Draft(FrrMode.BGP_FAMILY, line);
      draft.inside.add(family);
      open.add(family);
    } else {
      draft.lines.add(line);
    }
  }

  private void unsupported(FrrLine line, @Nullable Draft in) {
    if (FrrMode.isHarmless(in == null ? line : in.header)) {
      return;
    }
    Scope scope =
        in != null && in.mode == FrrMode.INTERFACE
            ? new Scope.OfInterface(in.header.word(1))
            : new Scope.Router();
    unsupported.add(new UnsupportedLine(line.number(), line.text(), scope));
  }

  private boolean leaves(FrrLine line) {
    if (line.count() != 1 || line.negated()) {
      return false;
    }
    switch (line.word(0).toLowerCase(Locale.ROOT)) {
      case "end" -> closeInside(0);
      case "exit" -> closeInside(Math.max(0, open.size() - 1));
      case "exit-address-family", "exit-vrf", "exit-vni", "exit-route-map" -> {
        boolean inside = !open.isEmpty();
        closeInside(inside ? open.size() - 1 : 0);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void closeInside(int size) {
    while (open.size() > size) {
      open.removeLast();
    }
  }
}
