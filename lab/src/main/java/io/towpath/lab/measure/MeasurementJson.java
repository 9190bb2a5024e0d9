package io.towpath.lab.measure;

import static io.towpath.lab.measure.MeasurementRows.seconds;

import io.towpath.lab.measure.Loss.Gap;
import io.towpath.lab.measure.MeasurementReport.PairLoss;
import io.towpath.lab.measure.MeasurementReport.Stage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A measurement as the members of a JSON object; times are seconds since the command. */
public final class MeasurementJson {
  private MeasurementJson() {}

  /** The members, in order; the caller puts {@code schema} in front. */
  public static Map<String, @Nullable Object> of(MeasurementReport report) {
    return object(
        "estate", report.estate(),
        "intervalSeconds", number(report.interval()),
        "resolutionSeconds", number(report.resolution()),
        "stages", report.stages().stream().map(MeasurementJson::stage).toList());
  }

  private static Map<String, @Nullable Object> stage(Stage stage) {
    return object(
        "failure", stage.failure(),
        "change", stage.restored() ? "restore" : "fail",
        "run", stage.run(),
        "applied", number(stage.applied()),
        "asPredicted", stage.asExpected(),
        "moving", stage.moving(),
        "packets", stage.packets().stream().map(MeasurementJson::packets).toList(),
        "changes", stage.changes().stream().map(MeasurementJson::change).toList());
  }

  private static Map<String, @Nullable Object> packets(PairLoss pair) {
    Gap gap = pair.loss().longest();
    return object(
        "from", pair.from(),
        "to", pair.to(),
        "answeredBefore", pair.answeredBefore(),
        "sent", pair.loss().sent(),
        "lost", pair.loss().lost(),
        "longestGap",
            gap == null
                ? null
                : object(
                    "seconds", number(gap.length()),
                    "from", number(gap.from()),
                    "until", number(gap.until()),
                    "lost", gap.probes(),
                    "ended", gap.ended()));
  }

  private static Map<String, @Nullable Object> change(Change change) {
    return object(
        "kind", change.kind().word(),
        "place", change.place(),
        "after", number(change.after()),
        "what", change.what());
  }

  private static BigDecimal number(Duration time) {
    return new BigDecimal(seconds(time));
  }

  private static Map<String, @Nullable Object> object(@Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return object;
  }
}
