package io.towpath.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.towpath.estate.file.EstateFileReader;
import io.towpath.net.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class EstateFuzzTest {

  @FuzzTest(maxDuration = "60s")
  void readsOrRefuses(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("towpath-fuzz", ".yaml");
    try {
      Files.write(file, bytes);
      EstateFileReader.read(file);
    } catch (InvalidInputException refusal) {
      Refusals.mustBePlaced(refusal, file.toString());
    } finally {
      Files.delete(file);
    }
  }
}
