#!/bin/bash
# One host in namespaces of its own (network, mounts, processes), for tests. Run by machine.ts as
#   unshare -n -m -p -f --kill-child --mount-proc bash host.sh SCRATCH [SETUP...]
# It prints "ready" and lives until its standard input ends; then every process and mount in it is gone.
# /etc is a copy: what a plan writes there never reaches the machine. SETUP scripts are sourced.
set -euo pipefail
L=$1
shift
export L
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export here

mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$L"
cp -a /etc "$L/etc"
rm -rf "$L/etc/letsencrypt" "$L/etc/nginx/sites-enabled/default" "$L"/etc/nginx/modules-enabled/*
: > "$L/etc/resolv.conf"
echo '127.0.0.1 localhost' > "$L/etc/hosts"
for target in resolv.conf hosts hostname; do umount "/etc/$target" 2>/dev/null || true; done
mount --bind "$L/etc" /etc
mkdir -p "$L/var/log/nginx" "$L/var/lib" "$L/var/www" "$L/run" "$L/root" "$L/bin"
cp -a /var/lib/nginx "$L/var/lib/" 2>/dev/null || mkdir -p "$L/var/lib/nginx"
for directory in /var/log /var/lib /var/www /run /root; do mount --bind "$L$directory" "$directory"; done
# Kernel settings outside the network belong to the machine: nothing in here sets them.
for directory in /usr/lib/sysctl.d /usr/local/lib/sysctl.d; do
  if [ -d "$directory" ]; then mount -t tmpfs tmpfs "$directory"; fi
done
for directory in abi debug dev fs kernel user vm; do
  if [ -d "/proc/sys/$directory" ]; then mount -o bind,ro "/proc/sys/$directory" "/proc/sys/$directory"; fi
done
mkdir -p /run/netns /var/lib/letsencrypt /var/log/letsencrypt

# The init system of the host, as far as plans speak to it.
install -m 755 "$here/systemctl.sh" "$L/bin/systemctl"
mount --bind "$L/bin/systemctl" "$(command -v systemctl)"

ip link set lo up
for setup in "$@"; do . "$setup"; done
echo ready
cat > /dev/null
