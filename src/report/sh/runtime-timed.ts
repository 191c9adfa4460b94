/** How a plan script takes a step back by itself, when nobody confirms that the host can still be reached. */
export const timedFunctions: string = String.raw`# ---- steps that can cut the connection: taken back by a timer unless somebody confirms
arm() {
  printf '%s\n' "$1" > "$state/armed"
  cp -- "$0" "$state/plan.sh" || return 1
  if [ -d /run/systemd/system ] && command -v systemd-run > /dev/null; then
    systemctl stop "confward-$plan.timer" 2>/dev/null
    systemd-run --quiet --on-active="$patience" --unit="confward-$plan" \
      --setenv=CONFWARD_STATE="${'$'}{state%/plan-*}" sh "$state/plan.sh" rollback "$1"
  else
    (sleep "$patience" && exec sh "$state/plan.sh" rollback "$1") > "$state/rollback.log" 2>&1 < /dev/null &
  fi
}
disarm() {
  rm -f "$state/armed"
  if [ -d /run/systemd/system ]; then systemctl stop "confward-$plan.timer" 2>/dev/null; fi
  return 0
}
ask_confirmation() {
  say "  The step is taken back in $patience s unless it is confirmed. Open a second connection to this host first."
  if [ -t 0 ]; then
    printf '  Does a new connection work? Type yes: '
    read -r answer || answer=no
    if [ "$answer" = yes ]; then disarm; return 0; fi
  fi
  say "  Confirm with: sh $0 confirm    then go on with: sh $0 apply"
  exit 3
}

`
