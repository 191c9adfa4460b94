#!/bin/sh
# What `systemctl` does for the units a plan touches, read from the unit files themselves. No service manager runs here.
set -eu
verb=$1
shift
case ${1:-} in --now) now=1; shift ;; --quiet) exec > /dev/null; shift ;; esac
[ "$verb" != show ] || { name=$2; shift 2; }
unit=${1:-}
unit=${unit%.service}

command_of() { # command_of KEY: the first ExecStart=, ExecReload= … of the unit, with %i filled in
  file=/etc/systemd/system/$unit
  instance=''
  case $unit in *@*) instance=${unit#*@}; instance=${instance%.service}; template=${unit%%@*}@.service ;; *) template=$unit ;; esac
  for file in "/etc/systemd/system/${template%.service}.service" "/lib/systemd/system/${template%.service}.service"; do
    [ -f "$file" ] && break
  done
  sed -n "s/^$1=-\{0,1\}//p" "$file" | head -n 1 | sed "s/%[iI]/$instance/g"
}
directory_of() { sed -n 's/^WorkingDirectory=//p' "$file" | head -n 1; }
oneshot() { grep -q '^Type=oneshot' "$file"; }
wants=/etc/systemd/system/multi-user.target.wants

case $verb in
  daemon-reload) ;;
  is-enabled) [ -n "$(find /etc/systemd/system -path "*.wants/$unit.service" 2>/dev/null)" ] && echo enabled ;;
  enable | disable)
    mkdir -p "$wants"
    if [ "$verb" = enable ]; then ln -sf "/etc/systemd/system/$unit.service" "$wants/$unit.service"
    else find /etc/systemd/system -path "*.wants/$unit.service" -exec rm -f {} +; fi
    rmdir "$wants" 2> /dev/null || true
    [ -z "${now:-}" ] || exec "$0" "$([ "$verb" = enable ] && echo start || echo stop)" "$unit"
    ;;
  reload-or-restart)
    if [ -s /run/nginx.pid ]; then exec "$0" reload "$unit"; fi
    exec "$0" start "$unit"
    ;;
  try-reload-or-restart) if "$0" is-active --quiet "$unit"; then exec "$0" reload "$unit"; fi ;;
  reload)
    "$0" is-active --quiet "$unit" || { echo "$unit.service is not active, cannot reload." >&2; exit 1; }
    eval "$(command_of ExecReload)"
    sleep 0.3
    ;;
  start | restart)
    [ "$verb" = start ] || "$0" stop "$unit"
    line=$(command_of ExecStart)
    command_of ExecStart > /dev/null
    cd "$(directory_of | grep . || echo /)"
    if oneshot; then
      eval "$line"
      : > "/run/$unit.active"
    else
      setsid sh -c "exec $line" > "/run/$unit.log" 2>&1 < /dev/null &
      echo $! > "/run/$unit.main"
    fi
    ;;
  stop)
    line=$(command_of ExecStop)
    command_of ExecStop > /dev/null
    if [ -n "$line" ]; then eval "$line"; fi
    rm -f "/run/$unit.active"
    if [ -f "/run/$unit.main" ]; then
      main=$(cat "/run/$unit.main")
      rm -f "/run/$unit.main"
      kill "$main" 2>/dev/null || true
      for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$main" 2>/dev/null || break; sleep 0.2; done
    fi
    ;;
  try-restart) if "$0" is-active --quiet "$unit"; then "$0" restart "$unit"; fi ;;
  show) # show -p NAME UNIT: of the unit and its drop-ins
    command_of "$name" > /dev/null
    cat "$file" "/etc/systemd/system/$unit.service.d/"*.conf 2> /dev/null | sed -n "s/^$name=/$name=/p"
    ;;
  is-active)
    command_of PIDFile > /dev/null
    pids=$(command_of PIDFile)
    for main in $(cat "/run/$unit.main" "${pids:-/dev/null}" 2> /dev/null || true); do
      if kill -0 "$main" 2> /dev/null; then echo active; exit 0; fi
    done
    if [ -e "/run/$unit.active" ]; then echo active; else exit 3; fi
    ;;
  *) echo "systemctl: $verb is not part of the lab" >&2; exit 1 ;;
esac
