package io.towpath.devices.ios.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.towpath.devices.ios.IosConfig;
import io.towpath.devices.ios.IosVrf;
import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import io.towpath.net.Severity;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is no configuration gives one clear error; what is one is read whatever its encoding. */
class ConfigurationBytesTest {

  @Test
  void nulMeansBinary() {
    refused("TP3001", new byte[] {'h', 'o', 's', 't', 0, 1, 2});
  }

  @Test
  void utf16IsRefusedWithAdvice() {
    Finding finding = refused("TP3001", "hostname r1\n".getBytes(StandardCharsets.UTF_16LE));
    assertThat(finding.fix()).contains("UTF-8");
  }

  @Test
  void junkWithoutNulIsBinaryToo() {
    byte[] junk = new byte[4096];
    new Random(7).nextBytes(junk);
    for (int i = 0; i < junk.length; i++) {
      junk[i] = junk[i] == 0 ? 1 : junk[i];
    }
    refused("TP3001", junk);
  }

  @Test
  void moreThan64MebibytesAreRefused() {
    Finding finding = refused("TP3002", new byte[(64 << 20) + 1]);
    assertThat(finding.message()).contains("67108865").contains("64 MiB");
  }

  @Test
  void textWithNulIsRefused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> IosXeParser.parse("r.cfg", "host\0name"));
  }

  @Test
  void latin1IsReadAndSaid() {
    IosConfig config =
        IosXeParser.parse("r.cfg", "ip vrf M\u00fcller\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(config.vrfs().values()).extracting(IosVrf::name).containsExactly("M\u00fcller");
    assertThat(config.findings())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.code()).isEqualTo("TP3003");
              assertThat(f.severity()).isEqualTo(Severity.INFO);
            });
  }

  @Test
  void utf8IsReadWithoutRemark() {
    IosConfig config =
        IosXeParser.parse("r.cfg", "\uFEFFip vrf M\u00fcller\n".getBytes(StandardCharsets.UTF_8));
    assertThat(config.vrfs()).containsOnlyKeys("M\u00fcller");
    assertThat(config.findings()).isEmpty();
    assertThat(config.unsupportedLines()).isEmpty();
  }

  @Test
  void lineEndsOfAllSystemsAreLineEnds() {
    String unix = "hostname r1\ninterface Loopback0\n shutdown\nfoo\n";
    IosConfig expected = IosXeParser.parse("r.cfg", unix);
    assertThat(IosXeParser.parse("r.cfg", unix.replace("\n", "\r\n"))).isEqualTo(expected);
    assertThat(IosXeParser.parse("r.cfg", unix.replace("\n", "\r"))).isEqualTo(expected);
    assertThat(expected.unsupportedLines()).singleElement().extracting("line").isEqualTo(4);
  }

  @Test
  void emptyFileIsAnEmptyConfiguration() {
    IosConfig config = IosXeParser.parse("configs/spare.cfg", new byte[0]);
    assertThat(config.hostname()).isNull();
    assertThat(config.ownName()).isEqualTo("spare");
  }

  @Test
  void hugeLinesAreOneUnsupportedLine() {
    String line = "match ip address " + "word ".repeat(200_000);
    IosConfig config =
        IosXeParser.parse("r.cfg", "route-map X permit 10\n" + line + "\nhostname r\n");
    assertThat(config.hostname()).isEqualTo("r");
    assertThat(config.unsupportedLines())
        .singleElement()
        .satisfies(u -> assertThat(u.text()).hasSize(501).endsWith("…"));
  }

  private static Finding refused(String code, byte[] bytes) {
    try {
      IosXeParser.parse("junk.cfg", bytes);
    } catch (InvalidInputException e) {
      assertThat(e.findings()).hasSize(1);
      Finding finding = e.findings().getFirst();
      assertThat(finding.code()).isEqualTo(code);
      assertThat(finding.severity()).isEqualTo(Severity.ERROR);
      assertThat(finding.origin().file()).isEqualTo("junk.cfg");
      assertThat(finding.fix()).isNotEmpty();
      return finding;
    }
    throw new AssertionError("junk was accepted");
  }
}
