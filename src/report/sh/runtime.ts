import { fileFunctions } from './runtime-files.ts'
import { liveFunctions } from './runtime-live.ts'
import { timedFunctions } from './runtime-timed.ts'
import { workerFunctions } from './runtime-workers.ts'

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

${fileFunctions}${liveFunctions}${workerFunctions}# ---- commands and checks
run() { printf '  $ %s\n' "$*"; "$@" < /dev/null || fail "failed: $*"; }
check() { # check WHAT EQUALS CONTAINS OR LACKS SUCCEEDS|FAILS COMMAND...: what it prints contains the one or the other
  what=$1 equals=$2 contains=$3 or=${'$'}{4:-$3} lacks=$5 wanted=$6
  shift 6
  attempt=1
  while :; do
    if output=$("$@" 2>&1 < /dev/null); then result=succeeds; else result=fails; fi
    good=yes
    [ "$result" = "$wanted" ] || good=no
    if [ -n "$equals" ] && [ "$(printf '%s' "$output" | tr -s '[:blank:]' ' ')" != "$equals" ]; then good=no; fi
    if [ -n "$contains" ]; then case $output in *"$contains"* | *"$or"*) ;; *) good=no ;; esac; fi
    if [ -n "$lacks" ]; then case $output in *"$lacks"*) good=no ;; esac; fi
    if [ "$good" = yes ]; then printf '  ok: %s\n' "$what"; return 0; fi
    [ "$attempt" -lt 4 ] || break
    attempt=$((attempt + 1))
    sleep 1
  done
  printf '  NOT: %s\n  $ %s\n%s\n' "$what" "$*" "$output" >&2
  return 1
}

${timedFunctions}# ---- verbs
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
