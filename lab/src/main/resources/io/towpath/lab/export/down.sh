#!/usr/bin/env bash
# Ends this lab; leaves nothing, also after a crash.
set -euo pipefail
. "$(dirname "$(readlink -f "$0")")/lib.sh"
need_root
if pid=$(outer); then
  init=$(inner || echo none)
  kill -KILL "$pid"
  # What has ended has no command line any more, also before anybody has taken notice.
  while outer >/dev/null || [ -n "$(cat "/proc/$init/cmdline" 2>/dev/null | tr -d '\0')" ]; do
    sleep 0.1
  done
  echo "The lab has ended."
else
  echo "It does not run."
fi
rm -rf "$state"
