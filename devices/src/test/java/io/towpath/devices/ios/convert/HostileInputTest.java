package io.towpath.devices.ios.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.towpath.devices.ios.IosConfig;
import io.towpath.devices.ios.parse.IosXeParser;
import io.towpath.devices.ios.parse.SampleConfigurations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text makes the reader or the conversion fail, or take long. */
class HostileInputTest {

  /** The seed of a failing run can be given back with {@code -Dtowpath.seed=N}. */
  private static final long SEED = Long.getLong("towpath.seed", 20_260_301L);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void shuffledAndDamagedConfigurationsAreReadAndConverted(int round) {
    long seed = SEED + round;
    Random random = new Random(seed);
    List<String> words = words();
    List<String> lines = new ArrayList<>();
    for (String name : SampleConfigurations.NAMES) {
      lines.addAll(Arrays.asList(SampleConfigurations.text(name).split("\n")));
    }
    for (int i = 0; i < 20; i++) {
      List<String> damaged = new ArrayList<>();
      for (int k = 0; k < 200; k++) {
        damaged.add(damage(lines.get(random.nextInt(lines.size())), words, random));
      }
      String text = String.join("\n", damaged);
      assertThatCode(() -> convert(text)).as("seed %d%n%s", seed, text).doesNotThrowAnyException();
    }
  }

  private static void convert(String text) {
    IosConfig config = IosXeParser.parse("hostile.cfg", text);
    assertThat(IosXeConversion.convert(config, "hostile", null).nodes()).hasSize(1);
  }

  private static String damage(String line, List<String> words, Random random) {
    List<String> parts = new ArrayList<>(Arrays.asList(line.split(" ")));
    switch (random.nextInt(6)) {
      case 0 ->
          parts.add(random.nextInt(parts.size() + 1), words.get(random.nextInt(words.size())));
      case 1 -> parts.set(random.nextInt(parts.size()), words.get(random.nextInt(words.size())));
      case 2 -> parts.remove(random.nextInt(parts.size()));
      case 3 -> parts.subList(random.nextInt(parts.size()), parts.size()).clear();
      case 4 -> parts.addFirst("no");
      default -> {
        // As it is.
      }
    }
    return String.join(" ", parts);
  }

  private static List<String> words() {
    List<String> words =
        new ArrayList<>(
            List.of(
                "",
                "-1",
                "0",
                "4294967296",
                "99999999999999999999",
                "1.1",
                "1.",
                ".1",
                "0.0.0.0",
                "255.255.255.255",
                "256.1.1.1",
                "10.0.0.0/33",
                "10.0.0.0/",
                "::",
                "2001:db8::/129",
                "^C",
                "\u0000x".substring(1),
                "\u00e4",
                "permit",
                "deny",
                "eq",
                "range",
                "prepend",
                "vrf",
                "route-map",
                "in",
                "out",
                "1-2-3",
                "4095",
                ",",
                "Null0",
                "Tunnel",
                "Vlan"));
    for (String name : SampleConfigurations.NAMES) {
      words.addAll(Arrays.asList(SampleConfigurations.text(name).split("\\s+")));
    }
    return words;
  }

  @Test
  void everyPrefixOfAConfigurationIsAConfiguration() {
    String text = SampleConfigurations.text("edge.cfg");
    for (int end = 0; end < text.length(); end += 37) {
      String part = text.substring(0, end);
      assertThatCode(() -> convert(part)).doesNotThrowAnyException();
    }
  }

  @Test
  void effortGrowsWithTheSizeAlone() {
    String[] patterns = {
      "ip prefix-list P permit 10.0.0.0/8 le 32\n",
      "access-list 1 permit 10.0.0.0 0.255.255.255\n",
      "nonsense\n",
      "!\nnonsense\n x\n",
      "banner motd #\n",
      "ip community-list standard C permit 1:1\n",
      "route-map M permit 10\n match ip address prefix-list A B C D\n",
      "interface Loopback0\n ip address 10.0.0.1 255.255.255.255 secondary\n",
      "router bgp 1\n neighbor 10.0.0.1 weight 1\n"
    };
    for (String pattern : patterns) {
      String text = pattern.repeat(300_000 / pattern.length());
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> convert(text), () -> "slow: " + pattern);
    }
  }
}
