# Sourced by the scripts beside it: where this lab is, and whether it runs.
here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
state=$here/.state

die() {
  echo "$*" >&2
  exit 1
}

need_root() {
  [ "$(id -u)" = 0 ] || die "This needs root: run it with sudo."
}

# The outermost process of this lab; never a process that happens to have its number.
outer() {
  local pid
  pid=$(cat "$state/pid" 2>/dev/null) || return 1
  tr '\0' '\n' <"/proc/$pid/cmdline" 2>/dev/null | grep -qxF "$here/inside.sh" || return 1
  echo "$pid"
}

# The first process inside.
inner() {
  local pid file
  pid=$(outer) || return 1
  for file in /proc/[0-9]*/status; do
    if grep -qs "^PPid:[[:space:]]*$pid\$" "$file"; then
      file=${file#/proc/}
      echo "${file%/status}"
      return 0
    fi
  done
  return 1
}

# The namespace of what users call a node, a VRF or a machine.
space() {
  awk -F '\t' -v name="$1" '$1 == name || $2 == name { print $1; found = 1; exit }
    END { exit !found }' "$here/spaces.tsv" ||
    die "There is no \"$1\". Names are in the second column of $here/spaces.tsv."
}
