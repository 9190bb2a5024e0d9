#!/usr/bin/env bash
# Starts this lab. Everything is made inside namespaces of the lab's own, also mounts and processes:
# when its outermost process ends, for whatever reason, the kernel removes all of it.
set -euo pipefail
. "$(dirname "$(readlink -f "$0")")/lib.sh"
need_root
for program in setsid unshare nsenter ip nft awk mount; do
  command -v "$program" >/dev/null || die "\"$program\" is not installed: see README.md."
done
if outer >/dev/null; then
  die "It runs already. End it with $here/down.sh"
fi
rm -rf "$state"
mkdir "$state"
# A session of its own: the end of a terminal, or of sudo's, is not the end of the lab.
setsid unshare --net --mount --pid --fork --kill-child=SIGKILL --mount-proc \
  bash "$here/inside.sh" >"$state/log" 2>&1 </dev/null &
pid=$!
echo "$pid" >"$state/pid"
disown "$pid"
while [ ! -e "$state/ready" ]; do
  if ! kill -0 "$pid" 2>/dev/null; then
    tail -n 5 "$state/log" >&2
    die "The lab did not start. All it said is in $state/log"
  fi
  sleep 0.2
done
grep '^note: ' "$state/log" || true
echo "The lab runs: $(wc -l <"$here/spaces.tsv") namespaces. BGP takes some seconds more."
