#!/usr/bin/env bash
# Machines ping each other, once; exit code 1 if an outcome is not the one that was predicted.
set -euo pipefail
. "$(dirname "$(readlink -f "$0")")/lib.sh"
need_root
init=$(inner) || die "The lab does not run. Start it with $here/up.sh"
failed=0
while IFS=$'\t' read -r space from to address predicted; do
  if nsenter --target "$init" --mount --pid nsenter --net="/run/netns/$space" \
    ping -n -c 1 -W 2 "$address" >/dev/null 2>&1 </dev/null; then
    outcome=answers
  else
    outcome="no answer"
  fi
  if [ "$predicted" = "$outcome" ] || [ "$predicted" = either ]; then
    echo "$from -> $to: $outcome"
  else
    echo "$from -> $to: $outcome, predicted: $predicted"
    failed=1
  fi
done <"$here/pings.tsv"
exit "$failed"
