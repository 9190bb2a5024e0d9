package io.towpath.net.document;

import java.util.regex.Pattern;

/**
 * What the JSON library says is wrong, in words for whoever writes the file.
 *
 * @param message what is wrong
 * @param fix how to mend it
 */
record JsonProblem(String message, String fix) {

  // Remarks in the library's own terms: character codes, its options and limits, its positions.
  private static final Pattern JARGON =
      Pattern.compile(
          " \\(start marker at.*|: maybe a \\(non-standard\\).*|, from `[^`]*`"
              + "| \\(code \\d+(?: / 0x\\p{XDigit}+)?\\)",
          Pattern.DOTALL);

  static JsonProblem of(String original) {
    String problem = JARGON.matcher(original).replaceAll("");
    String message =
        "This is not valid JSON: "
            + Character.toLowerCase(problem.charAt(0))
            + Quoted.sentence(problem.substring(1))
            + ".";
    return new JsonProblem(message, fix(original));
  }

  private static String fix(String problem) {
    if (problem.contains("end-of-input")) {
      return "The file seems to be cut off: write it again, or close what is open.";
    }
    if (problem.contains("exceeds the maximum")) {
      return "Shorten that value.";
    }
    if (problem.contains("comment") || problem.startsWith("Unexpected character ('#'")) {
      return "JSON has no comments: remove it.";
    }
    if (problem.startsWith("Unexpected character ('''")) {
      return "Write names and strings in double quotes.";
    }
    if (problem.startsWith("Unexpected character ('}'")
        || problem.startsWith("Unexpected character (']'")) {
      return "Remove the comma before it, or add what is missing.";
    }
    return "Mend the JSON there.";
  }
}
