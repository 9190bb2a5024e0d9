package io.towpath.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which directories of labs the next command clears away. */
class LabOwnerTest {
  @TempDir Path base;
  private LabDirectory lab = new LabDirectory(Path.of("unset"));

  @BeforeEach
  void makeLab() throws IOException {
    lab = LabDirectory.of(base, "one");
    Files.createDirectories(lab.space("r1"));
    Files.writeString(lab.log(), "said\n");
    Files.createDirectories(LabDirectory.of(base, "other").path());
  }

  private boolean isCleared() {
    assertThat(Labs.running(base)).isEmpty();
    assertThat(base.resolve("other")).exists();
    return !Files.exists(lab.path());
  }

  /** Puts another process, or another start of one, into the owner's place. */
  private void ownedBy(String pid, String start) throws IOException {
    Path file = lab.path().resolve(".owner");
    String[] own = Files.readString(file).strip().split(" ");
    Files.writeString(
        file, (pid.isEmpty() ? own[0] : pid) + " " + (start.isEmpty() ? own[1] : start) + "\n");
  }

  @Test
  void ofALivingOwnerItStays() throws IOException {
    LabOwner.claim(lab);
    assertThat(isCleared()).isFalse();
  }

  @Test
  void ofAnOwnerThatIsNoMoreItGoes() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    LabOwner.claim(lab);
    ownedBy(Long.toString(gone.pid()), "");
    assertThat(isCleared()).isTrue();
  }

  @Test
  void ofAnEarlierProcessOfTheSameIdItGoes() throws IOException {
    LabOwner.claim(lab);
    ownedBy("", "17");
    assertThat(isCleared()).isTrue();
  }

  @Test
  void withoutAnOwnerACrashedLabStaysForWhoeverWantsToSeeWhy() throws IOException {
    LabOwner.claim(lab);
    LabOwner.release(lab);
    assertThat(isCleared()).isFalse();
  }
}
