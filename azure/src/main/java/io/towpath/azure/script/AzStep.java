package io.towpath.azure.script;

import io.towpath.azure.print.ApiVersions;
import io.towpath.azure.print.ArmResource;
import io.towpath.azure.resource.ResourceId;
import io.towpath.azure.script.AzCommand.Act;
import io.towpath.azure.script.AzCommand.Named;
import io.towpath.azure.script.AzOption.Constant;
import io.towpath.net.Origin;
import io.towpath.net.document.DocumentValue;
import io.towpath.net.document.DocumentValue.ArrayValue;
import io.towpath.net.document.DocumentValue.ObjectValue;
import io.towpath.net.document.DocumentValue.StringValue;
import io.towpath.net.document.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The commands that make one resource: the one for its type, one for each child and each change,
 * and what sets the rest.
 */
final class AzStep {
  /** Last members of paths that Azure assigns and does not take. */
  private static final Set<String> ASSIGNED =
      Set.of(
          "ipAddress",
          "ipPrefix",
          "privateIPAddress",
          "bgpPeeringAddress",
          "bgpPeeringAddresses",
          "virtualRouterIps",
          "peeringState",
          "peeringSyncLevel",
          "remoteAddressSpace",
          "regionalCommunity",
          "bgpCommunities",
          "microsoftPeeringConfig",
          "serviceKey",
          "circuitProvisioningState",
          "serviceProviderProvisioningState",
          "authorizationUseStatus",
          "advertisedPublicPrefixesState",
          "virtualMachine",
          "privateEndpoint",
          "ipConfiguration",
          "networkInterfaces",
          "instanceView");

  private static final String AUTHORIZATION_KEY = "authorizations[";
  private static final String CUSTOM = "customBgpIpAddresses";

  private final ShellText shell;
  private final ArmResource resource;
  private final ResourceId id;
  private final List<String> written = new ArrayList<>();

  AzStep(ShellText shell, ArmResource resource) {
    this.shell = shell;
    this.resource = resource;
    this.id = resource.id();
  }

  void writeTo(StringBuilder text) {
    JsonTree tree = JsonTree.of(resource.members());
    Folding.fold(id, tree);
    Optional<AzCommand> make = AzCommands.making(id.type());
    if (make.isEmpty() || !matches(make.get().constants(), tree) || !canBeMade(tree)) {
      asJson();
    } else {
      make(make.get(), tree);
      AzCommands.completing(id.type()).forEach(command -> complete(command, tree));
      rest(tree);
    }
    written.forEach(line -> text.append(line).append('\n'));
  }

  private boolean canBeMade(JsonTree tree) {
    return Folding.isFolded(id, tree)
        && areDefaultsStated(tree)
        && AzCommands.completing(id.type()).stream()
            .filter(command -> command.named() == Named.BY_PEERING_TYPE)
            .allMatch(command -> areNamedByType(command.list(), tree));
  }

  /** What a command would set by itself has to be there, or the command makes something else. */
  private boolean areDefaultsStated(JsonTree tree) {
    return AzCommands.making(id.type()).stream()
            .flatMap(command -> command.defaults().stream())
            .noneMatch(one -> one.isOpen(tree, ""))
        && AzCommands.completing(id.type()).stream()
            .filter(command -> command.act() == Act.ADD_ITEM)
            .allMatch(command -> areDefaultsStated(command, tree));
  }

  private static boolean areDefaultsStated(AzCommand command, JsonTree tree) {
    return IntStream.range(0, tree.size(command.list()))
        .mapToObj(i -> command.list() + "[" + i + "].")
        .allMatch(item -> command.defaults().stream().noneMatch(one -> one.isOpen(tree, item)));
  }

  private static boolean areNamedByType(String list, JsonTree tree) {
    for (int i = 0; i < tree.size(list); i++) {
      String type = tree.text(list + "[" + i + "].properties.peeringType");
      String name = tree.text(list + "[" + i + "].name");
      if (type == null || !type.equals(name)) {
        return false;
      }
    }
    return true;
  }

  private static boolean matches(List<Constant> constants, JsonTree tree) {
    return constants.stream().allMatch(one -> one.value().equals(tree.text(one.path())));
  }

  private void comment(ResourceId what) {
    written.add("");
    written.add("# " + what.label().replace('\n', ' '));
  }

  private void command(String words, List<String> arguments) {
    StringBuilder line = new StringBuilder("az ").append(words);
    arguments.forEach(argument -> line.append(argument));
    written.add(line.toString());
  }

  private static String next(String argument) {
    return " \\\n    " + argument;
  }

  private void make(AzCommand command, JsonTree tree) {
    comment(id);
    command.constants().forEach(one -> tree.remove(one.path()));
    List<String> arguments = new ArrayList<>();
    arguments.add(" -g " + ShellText.word(id.resourceGroup()));
    String[] names = id.path().split("/", -1);
    for (int i = 0; i < command.owners().size(); i++) {
      arguments.add(" " + command.owners().get(i) + " " + ShellText.word(names[i]));
    }
    arguments.add(" -n " + ShellText.word(id.name()));
    if (!resource.location().isEmpty()) {
      arguments.add(" -l " + ShellText.word(resource.location()));
    }
    options(command, "", tree, arguments);
    command(command.words(), arguments);
  }

  private void options(AzCommand command, String prefix, JsonTree tree, List<String> arguments) {
    for (AzOption option : command.options()) {
      String words = option.isPrinted() ? words(option, prefix, tree) : null;
      if (words != null) {
        arguments.add(next(words));
      }
    }
  }

  private void complete(AzCommand command, JsonTree tree) {
    if (command.act() == Act.CHANGE) {
      change(command, tree);
      return;
    }
    for (int i = 0; i < tree.size(command.list()); i++) {
      String prefix = command.list() + "[" + i + "].";
      String name = tree.text(prefix + "name");
      if (command.named() != Named.NOT && name == null) {
        continue; // made together with the resource
      }
      List<String> arguments = new ArrayList<>();
      arguments.add(" -g " + ShellText.word(id.resourceGroup()));
      arguments.add(" " + command.owners().getFirst() + " " + ShellText.word(id.name()));
      if (command.named() == Named.BY_OPTION && name != null) {
        arguments.add(" -n " + ShellText.word(name));
      }
      tree.remove(prefix + "name");
      for (Constant one : command.constants()) {
        if (one.value().equals(tree.text(prefix + one.path()))) {
          tree.remove(prefix + one.path());
        }
      }
      options(command, prefix, tree, arguments);
      String type = command.list().substring(command.list().lastIndexOf('.') + 1);
      comment(name == null ? id : id.child(type, name));
      command(command.words(), arguments);
    }
  }

  private void change(AzCommand command, JsonTree tree) {
    List<String> arguments = new ArrayList<>();
    arguments.add(" -g " + ShellText.word(id.resourceGroup()));
    arguments.add(" -n " + ShellText.word(id.name()));
    int before = arguments.size();
    boolean applies = !command.constants().isEmpty() && matches(command.constants(), tree);
    if (applies) {
      command.constants().forEach(one -> tree.remove(one.path()));
    }
    if (applies || command.constants().isEmpty()) {
      options(command, "", tree, arguments);
    }
    if (applies || arguments.size() > before) {
      command(command.words(), arguments);
    }
  }

  /** An option with its words, taken out of the tree; null if it does not say what is there. */
  private @Nullable String words(AzOption option, String prefix, JsonTree tree) {
    String singular = option.singular();
    String path = prefix + option.path();
    if (singular != null && tree.has(prefix + singular)) {
      path = prefix + singular;
    }
    DocumentValue value = tree.get(path);
    List<Constant> implied =
        option.implied().stream()
            .map(one -> new Constant(prefix + one.path(), one.value()))
            .toList();
    if (value == null || !matches(implied, tree)) {
      return null;
    }
    List<String> words = words(option, value);
    if (words == null) {
      return null;
    }
    tree.remove(path);
    implied.forEach(one -> tree.remove(one.path()));
    if (words.size() == 1 && words.getFirst().matches("(?s)'?-.*")) {
      return option.name() + "=" + words.getFirst(); // it would be taken for an option
    }
    return words.isEmpty() ? option.name() : option.name() + " " + String.join(" ", words);
  }

  private @Nullable List<String> words(AzOption option, DocumentValue value) {
    String scalar = scalar(value);
    return switch (option.form()) {
      case TEXT, NUMBER, BOOL -> scalar == null ? null : List.of(ShellText.word(scalar));
      case FLAG -> "true".equals(scalar) ? List.of() : null;
      case TEXTS ->
          scalar != null ? List.of(ShellText.word(scalar)) : all(value, AzStep::quotedScalar);
      case REFERENCE -> {
        String word = reference(value, option.type());
        yield word == null ? null : List.of(word);
      }
      case REFERENCES -> all(value, item -> reference(item, option.type()));
      case SERVICES -> all(value, AzStep::service);
      case NEXT_HOPS -> {
        List<String> items = all(value, AzStep::scalar);
        yield items == null ? null : List.of(ShellText.word(NextHopWords.of(items)));
      }
    };
  }

  private static @Nullable String scalar(DocumentValue value) {
    return switch (value) {
      case StringValue(String text, Origin _) -> text;
      case DocumentValue.NumberValue(String text, Origin _) -> text;
      case DocumentValue.BooleanValue(boolean on, Origin _) -> Boolean.toString(on);
      case ArrayValue _, ObjectValue _, DocumentValue.NullValue _ -> null;
    };
  }

  private static @Nullable String quotedScalar(DocumentValue value) {
    String scalar = scalar(value);
    return scalar == null ? null : ShellText.word(scalar);
  }

  /** What turns an item into a word, or says that it cannot. */
  private interface ItemWord {
    @Nullable String of(DocumentValue item);
  }

  private static @Nullable List<String> all(DocumentValue value, ItemWord word) {
    if (!(value instanceof ArrayValue(List<DocumentValue> items, Origin _))) {
      return null;
    }
    List<String> words = new ArrayList<>(items.size());
    for (DocumentValue item : items) {
      String one = word.of(item);
      if (one == null) {
        return null;
      }
      words.add(one);
    }
    return words;
  }

  /** An id, or the name of a part of the same resource; null if it says more. */
  private @Nullable String reference(DocumentValue value, String type) {
    if (!(value instanceof ObjectValue object
        && object.members().size() == 1
        && object.get("id") instanceof StringValue(String text, Origin _))) {
      return null;
    }
    if (!OptionValues.isPart(type, id)) {
      return shell.id(text);
    }
    ResourceId part = ResourceId.parse(text);
    return part.parent().equals(id) ? ShellText.word(part.name()) : null;
  }

  /** A service endpoint of all regions that it has by itself. */
  private static @Nullable String service(DocumentValue value) {
    return value instanceof ObjectValue object
            && object.members().size() == 1
            && object.get("service") instanceof StringValue(String text, Origin _)
        ? ShellText.word(text)
        : null;
  }

  /** What nothing has said yet: set, or noted as assigned. */
  private void rest(JsonTree tree) {
    List<String> assigned = new ArrayList<>();
    List<String> set = new ArrayList<>();
    tree.forEachRest(
        (path, value) -> {
          String setting = ShellText.setting(path, value);
          if (isAssigned(path, value)) {
            assigned.add("# assigned: " + setting);
          } else if (!path.equals("properties")) {
            set.add(next("  " + ShellText.word(setting)));
          }
        });
    if (!set.isEmpty()) {
      List<String> arguments = new ArrayList<>();
      arguments.add(" --ids " + shell.id(id.toString()));
      arguments.add(" --api-version " + ApiVersions.of(resource));
      arguments.add(next("--set"));
      arguments.addAll(set);
      command("resource update", arguments);
    }
    written.addAll(assigned);
  }

  private static boolean isAssigned(String path, DocumentValue value) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    if (name.equals("bgpPeeringAddresses")) {
      return !JsonWriter.compact(value).contains(CUSTOM);
    }
    return ASSIGNED.contains(name)
        || name.equals("authorizationKey") && path.contains(AUTHORIZATION_KEY);
  }

  /** The whole resource as ARM takes it. */
  private void asJson() {
    comment(id);
    JsonTree whole = JsonTree.at(Origin.NONE);
    if (!resource.location().isEmpty()) {
      whole.put("location", new StringValue(resource.location(), Origin.NONE));
    }
    resource.members().members().forEach((name, member) -> whole.put(name, member.value()));
    command(
        "resource create",
        List.of(
            " --id " + shell.id(id.toString()),
            " --api-version " + ApiVersions.of(resource) + " --is-full-object",
            next("--properties " + ShellText.word(JsonWriter.compact(whole.value())))));
  }
}
