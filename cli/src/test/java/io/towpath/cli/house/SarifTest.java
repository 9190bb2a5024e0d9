package io.towpath.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code check -o sarif} has what the schema of SARIF 2.1.0 requires and what review tools show.
 */
class SarifTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // set by JUnit
  Path folder;

  private static JsonNode sarif(Run run) {
    return JsonMapper.shared().readTree(run.out());
  }

  @Test
  void aRunHasItsToolItsRulesAndAResultForEachFinding() {
    String estate = Run.scenario("interop").toString();
    Run run = Run.towpath("check", estate, "-o", "sarif");
    JsonNode log = sarif(run);
    JsonNode findings =
        JsonMapper.shared()
            .readTree(Run.towpath("check", estate, "-o", "json").out())
            .get("findings");

    assertThat(run.code()).isZero();
    assertThat(log.get("version").asString()).isEqualTo("2.1.0");
    assertThat(log.get("$schema").asString()).endsWith("sarif-2.1.0.json");
    assertThat(log.get("runs").size()).isEqualTo(1);
    JsonNode driver = log.get("runs").get(0).get("tool").get("driver");
    assertThat(driver.get("name").asString()).isEqualTo("Towpath");
    JsonNode results = log.get("runs").get(0).get("results");
    assertThat(results.size()).isEqualTo(findings.size());
    JsonNode rules = driver.get("rules");
    List<String> ids = new ArrayList<>();
    rules.forEach(rule -> ids.add(rule.get("id").asString()));
    assertThat(ids).isSorted().doesNotHaveDuplicates();
    for (int i = 0; i < results.size(); i++) {
      JsonNode result = results.get(i);
      assertThat(result.get("ruleId").asString()).isEqualTo(findings.get(i).get("code").asString());
      assertThat(ids.get(result.get("ruleIndex").asInt()))
          .isEqualTo(result.get("ruleId").asString());
      assertThat(result.get("message").get("text").asString())
          .isEqualTo(findings.get(i).get("message").asString());
      assertThat(result.get("level").asString()).isIn("warning", "note");
      JsonNode physical = result.get("locations").get(0).get("physicalLocation");
      assertThat(physical.get("artifactLocation").get("uri").asString())
          .endsWith(findings.get(i).get("file").asString());
      assertThat(physical.get("region").get("startLine").asInt())
          .isEqualTo(findings.get(i).get("line").asInt());
    }
  }

  @Test
  void rulesHaveTheWordsOfTheCatalogue() {
    JsonNode log = sarif(Run.towpath("check", Run.scenario("interop").toString(), "-o", "sarif"));

    for (JsonNode rule : log.get("runs").get(0).get("tool").get("driver").get("rules")) {
      Run explained = Run.towpath("explain", rule.get("id").asString(), "-o", "json");
      JsonNode kind = JsonMapper.shared().readTree(explained.out()).get("value").get(0);
      assertThat(rule.get("shortDescription").get("text").asString())
          .isEqualTo(kind.get("title").asString() + ".");
      assertThat(rule.get("fullDescription").get("text").asString())
          .isEqualTo(kind.get("explanation").asString());
      assertThat(rule.get("help").get("text").asString()).isEqualTo(kind.get("fix").asString());
    }
  }

  @Test
  void whatAzureRefusesIsAResultToo() throws IOException {
    Files.writeString(
        folder.resolve("azure.json"),
        """
        [{"type": "Microsoft.Network/routeTables", "name": "t", "routes": [
           {"name": "a", "addressPrefix": "10.0.0.0/8", "nextHopType": "None"},
           {"name": "b", "addressPrefix": "10.0.0.0/8", "nextHopType": "Internet"}]}]
        """);
    Files.writeString(
        folder.resolve("estate.yaml"),
        """
        towpath: 1
        azure:
          - resources: azure.json
            subscription: 00000000-0000-0000-0000-000000000001
            resourceGroup: g
        """);

    Run run = Run.towpath("check", folder.toString(), "-o", "sarif");

    assertThat(run.code()).isEqualTo(2);
    JsonNode result = sarif(run).get("runs").get(0).get("results").get(0);
    assertThat(result.get("ruleId").asString()).isEqualTo("TP2701");
    assertThat(result.get("level").asString()).isEqualTo("error");
    assertThat(
            result
                .get("locations")
                .get(0)
                .get("physicalLocation")
                .get("artifactLocation")
                .get("uri")
                .asString())
        .startsWith("file:///")
        .endsWith("/azure.json");
  }

  @Test
  void explainTakesCodesWithoutCaseAndListsAll() {
    assertThat(Run.towpath("explain", "tp2962").out())
        .startsWith("TP2962 warning: Peering refuses what an appliance forwards\n")
        .contains("To mend it: Set allowForwardedTraffic", "Rule R68");
    assertThat(Run.towpath("explain").out().lines().filter(line -> line.startsWith("TP")))
        .hasSizeGreaterThan(60);
    Run unknown = Run.towpath("explain", "TP2963x");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("TP1240", "\"TP2963\"");
  }

  @Test
  void explainKnowsWarningsOfConfigurationsOfTablesAndOfTheMachine() {
    assertThat(Run.towpath("explain", "TP3015").out())
        .startsWith("TP3015 warning: Access list that is not defined\n");
    assertThat(Run.towpath("explain", "TP5204").out()).contains("RFC 4264");
    assertThat(Run.towpath("explain", "TP7004").out()).contains("daemons then fail");
  }

  @Test
  void explainSaysThatErrorsSpeakForThemselves() {
    Run error = Run.towpath("explain", "tp1207");

    assertThat(error.code()).isEqualTo(2);
    assertThat(error.err())
        .contains("TP1207 is no code of a warning or remark", "is an error, which says in its own");
  }
}
