#!/usr/bin/env bash
# Runs a command inside a node: exec.sh NODE COMMAND… Without a command it opens a shell.
set -euo pipefail
. "$(dirname "$(readlink -f "$0")")/lib.sh"
[ $# -ge 1 ] || die "Usage: $0 NODE [COMMAND...]   Nodes: the second column of $here/spaces.tsv"
need_root
init=$(inner) || die "The lab does not run. Start it with $here/up.sh"
space=$(space "$1")
shift
[ $# -ge 1 ] || set -- bash
if [ "$1" = vtysh ]; then
  shift
  set -- vtysh --vty_socket "/run/spaces/$space" "$@"
fi
exec nsenter --target "$init" --mount --pid nsenter --net="/run/netns/$space" "$@"
