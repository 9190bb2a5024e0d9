package io.towpath.net.document;

import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Origin;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens files for the readers of this package; every failure to read becomes {@code TP1005}. */
final class DocumentFile {
  private DocumentFile() {}

  /** What a reader does with an open file. */
  interface Reading<T> {
    T from(InputStream input) throws IOException;
  }

  static <T> T open(Path path, String file, Reading<T> reading) {
    if (Files.isDirectory(path)) {
      throw unreadable(file, "This is a folder, not a file.", "Name a file in it.");
    }
    try (InputStream input = Files.newInputStream(path)) {
      return reading.from(input);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static <T> T fromText(String text, String file, Reading<T> reading) {
    return fromStream(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), file, reading);
  }

  static <T> T fromStream(InputStream input, String file, Reading<T> reading) {
    try {
      return reading.from(input);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static InvalidInputException unreadable(String file, IOException e) {
    return switch (e) {
      case NoSuchFileException _, FileNotFoundException _ ->
          unreadable(file, "The file does not exist.", "Correct the name, or create the file.");
      case AccessDeniedException _ ->
          unreadable(file, "The file may not be read.", "Give yourself permission to read it.");
      default ->
          unreadable(
              file, "The file cannot be read: " + e.getMessage() + ".", "Check the disk and path.");
    };
  }

  private static InvalidInputException unreadable(String file, String message, String fix) {
    return new InvalidInputException(
        Finding.error("TP1005", Origin.line(file, 0), "\"" + file + "\": " + message, fix));
  }
}
