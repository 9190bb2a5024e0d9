# First process of a lab, in namespaces of its own: gives the lab a /run and /var/tmp that nobody
# else sees and that vanish with it, then runs the supervisor and reaps what daemons leave behind.
# Arguments: state directory, "root" or "rootless", then the supervisor.
set -e
state=$1 mode=$2
shift 2
# Without -p: where the directory is gone, the lab has been given up.
mkdir "$state/.run"
mount -n -t tmpfs towpath "$state/.run"
mkdir -p "$state/.run/netns" "$state/.run/frr" "$state/.run/bird"
case $state in
  /run/*)
    mkdir -p "$state/.run/${state#/run/}"
    mount -n --bind "$state" "$state/.run/${state#/run/}"
    ;;
esac
mount -n --move "$state/.run" /run
mount -n -t tmpfs towpath /var/tmp
if [ "$mode" = rootless ]; then
  # FRR wants to be of the group of its sockets, and there is only one user here.
  { grep -v '^frrvty:' /etc/group; echo 'frrvty:x:0:root'; } >/run/group
  mount -n --bind /run/group /etc/group
  if [ -d /etc/frr ]; then
    mount -n -t tmpfs towpath /etc/frr
    : >/etc/frr/vtysh.conf
  fi
fi
"$@" || exit $?
