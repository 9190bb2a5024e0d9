package io.towpath.cli.command;

import picocli.CommandLine.Command;

/** {@code towpath lab}: the same network with real packets. */
@Command(
    name = "lab",
    description = {
      "The same network as Linux namespaces with real protocol daemons and real packets.",
      "Needs root (or user namespaces) and Debian packages: towpath doctor --lab names them."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples: towpath lab up scenarios/interop",
      "          towpath lab ping hub-vm loc1-vm",
      "          towpath lab fail ce1-msee",
      "          towpath lab exec ce1-primary/30 -- vtysh -c 'show ip route'",
      "          towpath lab down",
      "          towpath lab compare scenarios/interop",
      "          towpath lab measure scenarios/interop --fail ce1-msee",
      "          towpath lab export scenarios/interop --bash /tmp/interop",
      "",
      "Nothing of the machine's own network is touched, and nothing is left behind."
    },
    subcommands = {
      LabUpCommand.class,
      LabExecCommand.class,
      LabPingCommand.class,
      LabTraceCommand.class,
      LabFailCommand.class,
      LabRestoreCommand.class,
      LabStatusCommand.class,
      LabCaptureCommand.class,
      LabCompareCommand.class,
      LabMeasureCommand.class,
      LabExportCommand.class,
      LabDownCommand.class
    })
final class LabCommand {}
