package io.towpath.azure.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.towpath.net.Finding;
import io.towpath.net.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which commands of a script run whatever happens, and what is said of the others. */
class ShellParserTest {
  private static final String UNDECIDED = ": only a shell decides whether this runs";

  private final List<Finding> findings = new ArrayList<>();

  /** What runs, after {@code +}, and what is not read, with its line. */
  private List<String> read(String script) {
    return ShellParser.commands(script, "build.sh", findings::add).stream()
        .filter(command -> command.comment().isEmpty())
        .map(
            command ->
                command.origin().line()
                    + (command.unread().isEmpty()
                        ? " + "
                            + String.join(
                                " ", command.words().stream().map(ShellWord::text).toList())
                        : " " + command.unread()))
        .toList();
  }

  @Test
  void bodiesThatOnlyAShellDecidesAreOneEntryEach() {
    assertThat(
            read(
                """
                if [ "$1" = fw ]; then
                  az a create
                elif false
                then
                  az b create
                else (az c create); fi
                for i in 3 4; do az d create -n n$i; done
                while read -r line; do az e create; done < names.txt
                until az f show; do sleep 5; done
                case "$1" in
                  (a|b) az g create ;;
                  *) az h create ;;
                esac
                make() {
                  if true; then az i create; fi
                }
                function other
                {
                  az j create
                }
                ( az k create )
                az last create
                """))
        .containsExactly(
            "1 if … with 3 az commands" + UNDECIDED,
            "7 for … with 1 az command" + UNDECIDED,
            "8 while … with 1 az command" + UNDECIDED,
            "9 until … with 1 az command" + UNDECIDED,
            "10 case … with 2 az commands" + UNDECIDED,
            "14 make() … with 1 az command" + UNDECIDED,
            "18 other() … with 1 az command" + UNDECIDED,
            "21 ( … with 1 az command" + UNDECIDED,
            "22 + az last create");
    assertThat(findings).isEmpty();
  }

  @Test
  void whatIsBehindOrAndBehindATestIsNotDecided() {
    assertThat(
            read(
                """
                az a show || az a create
                [[ -n $X && -z $Y ]] && az b create
                az c create || exit 1
                az d create || { echo failed; exit 1; }
                az e create && az f create
                az g create ||
                  az h create
                """))
        .containsExactly(
            "1 + az a show",
            "1 az a create after ||" + UNDECIDED,
            "2 az b create after &&" + UNDECIDED,
            "3 + az c create",
            "4 + az d create",
            "4 { …" + UNDECIDED,
            "5 + az e create",
            "5 + az f create",
            "6 + az g create",
            "7 az h create after ||" + UNDECIDED);
  }

  @Test
  void hereDocumentsAreNoCommands() {
    assertThat(
            read(
                """
                cat > later.sh <<'EOF'
                az a create
                it's
                EOF
                cat <<-END | az b create --body @-
                \taz c create
                \tEND
                az d create
                """))
        .containsExactly(
            "1 cat <<: only a shell can read this",
            "5 cat <<: only a shell can read this",
            "5 + az b create --body @-",
            "8 + az d create");
  }

  @Test
  void whereOutputGoesChangesNothing() {
    assertThat(
            read(
                """
                az a create > /dev/null
                az b create -o none 2>/dev/null || true
                az c create >>log.txt 2>&1
                az d create &> log.txt &
                az e create -n 2 | jq -r .id
                az f create <names.txt
                """))
        .containsExactly(
            "1 + az a create",
            "2 + az b create -o none",
            "3 + az c create",
            "4 + az d create",
            "5 + az e create -n 2",
            "6 + az f create");
  }

  @Test
  void nothingRunsBehindExit() {
    assertThat(read("az a create\nexit 0\n\necho done\naz b create\naz c create\n"))
        .containsExactly("1 + az a create", "5 nothing after exit runs");
    assertThat(read("az a create\nexit 0\n# the end\n")).containsExactly("1 + az a create");
    assertThat(read("[ -f x ] && exit\naz a create"))
        .containsExactly("1 exit after &&" + UNDECIDED, "2 + az a create");
  }

  @Test
  void valuesThatOnlyAShellKnowsKeepCommandsFromBeingRead() {
    assertThat(
            read(
                """
                id=$(az a show --query "id of (it)" -o tsv)
                az b create --with $id
                copy="$id/x"
                az c create --with "$copy"
                for n in 1 2; do last=$n; done
                az d create -n $last
                az e create -n vm$RANDOM
                az f create -n "$1"
                export G=one H
                az g create -g $G -n $H
                id=two
                az h create -g ${id} -n `hostname`
                """))
        .containsExactly(
            "1 id=…: only a shell can read $(az a show --query \"id of (it)\" -o tsv)",
            "2 az b create: only a shell knows the value of $id",
            "3 copy=…: only a shell knows the value of $id",
            "4 az c create: only a shell knows the value of $copy",
            "5 for …" + UNDECIDED,
            "6 az d create: only a shell knows the value of $last",
            "7 az e create: only a shell knows the value of $RANDOM",
            "8 az f create: only a shell can read $1",
            "10 az g create: only a shell knows the value of $H",
            "12 az h create: only a shell can read `hostname`");
    assertThat(findings).isEmpty();
  }

  @Test
  void aVariableThatNothingAssignsIsOneError() {
    assertThat(read("echo $NO\naz a create -g $NO\naz b create -g $NO\nG=$OTHER\naz c create"))
        .containsExactly("3 az b create: only a shell knows the value of $NO", "5 + az c create");
    assertThat(findings)
        .extracting(finding -> finding.code() + " " + finding.origin().line())
        .containsExactly("TP2014 2", "TP2014 4");
  }

  @Test
  void functionsAssignWhenTheyAreCalled() {
    assertThat(
            read(
                """
                N=one
                set_name() { N=two; }
                az a create -n $N
                set_name
                az b create -n $N
                """))
        .containsExactly(
            "2 set_name() …" + UNDECIDED,
            "3 + az a create -n one",
            "4 set_name: only a shell runs functions",
            "5 az b create: only a shell knows the value of $N");
  }

  @ParameterizedTest
  @ValueSource(strings = {"az a -n 'b", "az a -n \"b", "id=$(az a", "id=`az a", "az a ${b"})
  void whatIsNotClosedIsAnError(String script) {
    assertThatThrownBy(() -> read(script))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("not closed");
  }
}
