/**
 * What every plan script can do, in POSIX sh. The generated part in front of it sets `plan`, `count` and `usage_note`
 * and defines `files_ready`, and `title`, `step_id`, `guarded`, `ready_step`, `do_step`, `verify_step` and `undo_step`, each for a step's number.
 * Exit codes: 0 done, 1 a step or check failed, 2 wrong usage, 3 waits for `confirm`, 4 waits for `accept`.
 */
export const runtime: string = String.raw`
state=${'$'}{CONFWARD_STATE:-/var/lib/confward}/plan-$plan
patience=${'$'}{CONFWARD_PATIENCE:-300}
remains=

say() { printf '%s\n' "$*"; }
fail() { printf 'plan: %s\n' "$*" >&2; return 1; }
die() { printf 'plan: %s\n' "$2" >&2; exit "$1"; }

# ---- state: one line per step that this script has done
is_done() { [ -f "$state/done" ] && grep -qx "$1" "$state/done"; }
mark_done() { is_done "$1" || printf '%s\n' "$1" >> "$state/done" || fail "cannot write to $state"; }
mark_undone() {
  { grep -vx "$1" "$state/done" || :; } > "$state/done.new" && mv -f "$state/done.new" "$state/done" ||
    fail "cannot write to $state"
}
number_of() { # number_of ID-OR-NUMBER
  n=1
  while [ "$n" -le "$count" ]; do
    if [ "$1" = "$n" ] || [ "$1" = "$(step_id "$n")" ]; then printf '%s\n' "$n"; return 0; fi
    n=$((n + 1))
  done
  return 1
}
as_root() { [ "$(id -u)" = 0 ] || [ -n "${'$'}{CONFWARD_STATE:-}" ] || die 2 'must be run as root'; }
prepare() {
  as_root
  (umask 077 && mkdir -p "$state") || die 1 "cannot create $state"
  mkdir "$state/lock" 2>/dev/null || die 1 "another run is going on (or was killed: then rmdir $state/lock)"
  trap 'rmdir "$state/lock" 2>/dev/null' EXIT
  trap 'exit 130' INT TERM
  trap '' HUP
}

# ---- files
digest() { if [ -e "$1" ]; then sha256sum < "$1" | cut -c 1-64; else echo none; fi; }
# With owner, mode, ACL and extended attributes where cp knows how; -p everywhere else.
copy() { cp --preserve=all -- "$1" "$2" 2>/dev/null || cp -p -- "$1" "$2"; }
beside() { printf '%s/.%s.confward' "$(dirname "$1")" "$(basename "$1")"; }
is() { # is FILE STATE: a digest, none, or KEY:SIZE, as the change KEY noted that it left the file
  case $2 in
    *:*) [ -e "$state/${'$'}{2%:*}.changed" ] && [ "$(digest "$1")" = "$(cat "$state/${'$'}{2%:*}.changed")" ] ;;
    *) [ "$(digest "$1")" = "$2" ] ;;
  esac
}
untouched() { # untouched FILE BEFORE AFTER: is the file in one of the two states this plan knows?
  is "$1" "$2" || is "$1" "$3" || fail "$1 is not the file this plan was made from; make a new plan"
}
known() { # known FILE FIRST LAST: before the first change or after the last, or as a step left it that was not noted as done
  is "$1" "$2" || is "$1" "$3" || grep -qx "$(digest "$1")" "$state"/*.changed 2>/dev/null ||
    fail "$1 is not the file this plan was made from; make a new plan"
}
came_out() { # came_out FILE STATE: what was just written; of a state that it begins only the size is known
  case $2 in
    *:*) [ "$(($(wc -c < "$1")))" = "${'$'}{2#*:}" ] ;;
    *) is "$1" "$2" ;;
  esac
}
change() { # change KEY FILE BEFORE AFTER [MODE]: puts standard input in place of the file
  if is "$2" "$4"; then cat > /dev/null; return 0; fi
  untouched "$2" "$3" "$3" || return 1
  target=$2
  if [ -e "$2" ]; then target=$(readlink -f -- "$2"); copy "$2" "$state/$1.before" || return 1
  else make_folders "$1" "$(dirname "$2")" || return 1; fi
  new=$(beside "$target")
  put_beside "$1" "$2" "${'$'}{5:-}" && came_out "$new" "$4" && digest "$new" > "$state/$1.changed" &&
    mv -f -- "$new" "$target" && return 0
  rm -f -- "$new" "$state/$1.changed"
  [ "$3" != none ] || drop_folders "$1" "$(dirname "$2")"
  fail "$2: the new text could not be written"
}
put_beside() { # put_beside KEY FILE MODE: standard input in a file $new with the rights of FILE
  if [ -e "$2" ]; then copy "$2" "$new"; else : > "$new"; fi && cat > "$new" || return 1
  [ -z "$3" ] || chmod "$3" "$new"
}
make_folders() { # make_folders KEY FOLDER: notes one mark for each folder that was not there
  [ ! -d "$2" ] || return 0
  make_folders "$1" "$(dirname "$2")" || return 1
  mkdir -- "$2" && printf x >> "$state/$1.folders"
}
drop_folders() { # drop_folders KEY FOLDER: as many upwards as were made, while they are empty
  [ -e "$state/$1.folders" ] || return 0
  folder=$2
  left=$(wc -c < "$state/$1.folders")
  while [ "$left" -gt 0 ] && rmdir -- "$folder" 2>/dev/null; do
    folder=$(dirname "$folder")
    left=$((left - 1))
  done
  rm -f "$state/$1.folders"
}
as_left() { # as_left FILE AFTER: does the file read as this step, or a later one, left it?
  if is "$1" "$2" || grep -qx "$(digest "$1")" "$state"/*.changed 2>/dev/null; then
    printf '  ok: %s reads as it was written\n' "$1"
  else fail "$1 does not read as it was written"; fi
}
restore() { # restore KEY FILE BEFORE AFTER: the former bytes, or no file when there was none
  [ -e "$state/$1.changed" ] || return 0
  untouched "$2" "$3" "$4" || return 1
  if [ "$3" = none ]; then
    rm -f -- "$2"
    drop_folders "$1" "$(dirname "$2")"
  elif ! is "$2" "$3"; then
    target=$(readlink -f -- "$2")
    new=$(beside "$target")
    copy "$state/$1.before" "$new" && mv -f -- "$new" "$target" || return 1
  fi
  rm -f "$state/$1.changed" "$state/$1.before"
}

# ---- kernel settings
keep() { # keep STEP PATTERN...: the live values of the keys that match, in this order; not every sysctl knows -r
  kept=$state/$1.live
  shift
  [ ! -e "$kept" ] || return 0
  sysctl -a 2>/dev/null > "$kept.all"
  { for pattern in "$@"; do grep -E "${'$'}{pattern%?} = " "$kept.all"; done; say end; } > "$kept.new"
  rm -f "$kept.all"
  [ "$(tail -n 1 "$kept.new")" = end ] && mv -f "$kept.new" "$kept" || fail "cannot write to $state"
}
give_back() { # give_back STEP: what has changed since; a value that the kernel does not take back is told
  [ -e "$state/$1.live" ] || return 0
  while IFS= read -r line && [ "$line" != end ]; do
    key=${'$'}{line%% = *} value=${'$'}{line#* = }
    [ "$(sysctl -n "$key")" = "$value" ] || run sysctl -q -w "$key=$value" || remains=yes
  done < "$state/$1.live"
  rm -f "$state/$1.live"
}

# ---- units of systemd
enabled() { if systemctl is-enabled --quiet "$1" 2>/dev/null; then echo enable; else echo disable; fi; }
active() { if systemctl is-active --quiet "$1" 2>/dev/null; then echo start; else echo stop; fi; }
note_units() { # note_units STEP UNIT...: a line for each, what makes it what it is
  units=$state/$1.units
  shift
  [ ! -e "$units" ] || return 0
  for unit in "$@"; do printf '%s %s\n' "$(enabled "$unit")" "$(active "$unit")"; done > "$units.new" && mv -f "$units.new" "$units" ||
    fail "cannot write to $state"
}
give_back_units() { # give_back_units STEP UNIT...: what must not run ends before what must begins
  units=$state/$1.units
  shift
  [ -e "$units" ] || return 0
  for wanted in stop start; do
    at=0
    for unit in "$@"; do
      at=$((at + 1))
      was=$(sed -n "${'$'}{at}p" "$units")
      [ "${'$'}{was#* }" = "$wanted" ] || continue
      [ "$(enabled "$unit")" = "${'$'}{was% *}" ] || run systemctl "${'$'}{was% *}" "$unit" || return 1
      [ "$(active "$unit")" = "$wanted" ] || run systemctl "$wanted" "$unit" || return 1
    done
  done
  rm -f "$units"
}

# ---- commands and checks
run() { printf '  $ %s\n' "$*"; "$@" < /dev/null || fail "failed: $*"; }
check() { # check WHAT EQUALS CONTAINS LACKS SUCCEEDS|FAILS COMMAND...
  what=$1 equals=$2 contains=$3 lacks=$4 wanted=$5
  shift 5
  attempt=1
  while :; do
    if output=$("$@" 2>&1 < /dev/null); then result=succeeds; else result=fails; fi
    good=yes
    [ "$result" = "$wanted" ] || good=no
    if [ -n "$equals" ] && [ "$(printf '%s' "$output" | tr -s '[:blank:]' ' ')" != "$equals" ]; then good=no; fi
    if [ -n "$contains" ]; then case $output in *"$contains"*) ;; *) good=no ;; esac; fi
    if [ -n "$lacks" ]; then case $output in *"$lacks"*) good=no ;; esac; fi
    if [ "$good" = yes ]; then printf '  ok: %s\n' "$what"; return 0; fi
    [ "$attempt" -lt 4 ] || break
    attempt=$((attempt + 1))
    sleep 1
  done
  printf '  NOT: %s\n  $ %s\n%s\n' "$what" "$*" "$output" >&2
  return 1
}

# ---- steps that can cut the connection: taken back by a timer unless somebody confirms
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

# ---- verbs
list() {
  n=1
  while [ "$n" -le "$count" ]; do
    mark=' '
    if is_done "$n"; then mark='x'; fi
    printf '[%s] %s/%s %s\n        %s\n' "$mark" "$n" "$count" "$(step_id "$n")" "$(title "$n")"
    n=$((n + 1))
  done
}
take_back() { # take_back N: from the last step done down to N
  m=$count
  while [ "$m" -ge "$1" ]; do
    if is_done "$m"; then
      say "undo [$m/$count] $(title "$m")"
      undo_step "$m" || return 1
      mark_undone "$m" || return 1
    fi
    m=$((m - 1))
  done
  take_back_pending "$1"
}
take_back_pending() { # what a step that failed could not give back then: a daemon that did not start with the new files
  m=$count
  while [ "$m" -ge "$1" ]; do
    if [ -e "$state/$m.pending" ]; then
      say "undo [$m/$count] $(title "$m")"
      undo_step "$m" || return 1
      rm -f "$state/$m.pending"
    fi
    m=$((m - 1))
  done
}
apply_step() {
  say "[$1/$count] $(title "$1")"
  rm -f "$state/$1.pending"
  ready_step "$1" || { say '  Nothing was changed.'; return 1; }
  if guarded "$1"; then arm "$1" || { fail 'the timed rollback could not be set up'; return 1; }; fi
  if do_step "$1" && verify_step "$1" && mark_done "$1"; then
    if guarded "$1"; then ask_confirmation; fi
    return 0
  fi
  say "  The step did not work and is taken back."
  undo_step "$1" || : > "$state/$1.pending"
  if guarded "$1"; then disarm; fi
  return 1
}
apply() { # apply LAST
  [ ! -e "$state/armed" ] || die 3 "step $(cat "$state/armed") waits: sh $0 confirm"
  [ -s "$state/done" ] || files_ready "$1" || die 1 'nothing was changed'
  k=1
  while [ "$k" -le "$1" ]; do
    if ! is_done "$k"; then apply_step "$k" || die 1 "stopped at step $k; take back what was done with: sh $0 undo"; fi
    k=$((k + 1))
  done
  say 'All steps are done.'
}
verify() {
  bad=0
  k=1
  while [ "$k" -le "$count" ]; do
    if is_done "$k"; then say "[$k/$count] $(title "$k")"; verify_step "$k" || bad=1; fi
    k=$((k + 1))
  done
  return "$bad"
}
rollback() { # by the timer
  [ -e "$state/armed" ] && [ "$(cat "$state/armed")" = "$1" ] || exit 0
  tries=0
  while [ -d "$state/lock" ] && [ "$tries" -lt 60 ]; do sleep 1; tries=$((tries + 1)); done
  mkdir "$state/lock" 2>/dev/null
  trap 'rmdir "$state/lock" 2>/dev/null' EXIT
  [ -e "$state/armed" ] || exit 0
  mark_done "$1"
  take_back "$1"
  rm -f "$state/armed"
}

verb=${'$'}{1:-help}
case $verb in
  list) list ;;
  apply)
    last=$(number_of "${'$'}{2:-$count}") || die 2 "no step $2"
    prepare
    apply "$last"
    ;;
  verify)
    as_root
    [ -s "$state/done" ] || say 'No step is done.'
    verify
    ;;
  undo)
    first=$(number_of "${'$'}{2:-1}") || die 2 "no step $2"
    prepare
    take_back "$first" || die 1 'not everything could be taken back'
    disarm
    [ -z "$remains" ] || die 1 'not everything could be taken back: the kernel keeps values until the next boot'
    ;;
  confirm)
    as_root
    [ -e "$state/armed" ] || die 2 'nothing waits for a confirmation'
    disarm
    ;;
  accept)
    chosen=$(number_of "${'$'}{2:-}") || die 2 'which step?'
    prepare
    verify_step "$chosen" || die 1 'not accepted: the check of the step does not hold'
    mark_done "$chosen" || exit 1
    ;;
  rollback) rollback "$2" ;;
  *)
    printf 'usage: sh %s list | apply [STEP] | verify | confirm | accept STEP | undo [STEP]\n' "$0"
    [ "$verb" = help ] || exit 2
    ;;
esac
`
