package io.towpath.net.document;

/** Text of an input as messages repeat it: short, however long it was written. */
final class Quoted {
  private static final int LONGEST_WORD = 60;
  private static final int LONGEST_SENTENCE = 400;

  private Quoted() {}

  /** In double quotes, cut after 60 characters. */
  static String word(String text) {
    return "\"" + cut(text, LONGEST_WORD) + "\"";
  }

  /** On one line, cut after 400 characters. */
  static String sentence(String text) {
    return cut(text, LONGEST_SENTENCE).replaceAll("\\s+", " ");
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return text.substring(0, end) + "…";
  }
}
