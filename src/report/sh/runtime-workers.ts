/**
 * How a plan script sees that nginx has taken files: all workers of a master are others then. `systemctl reload` ends with 0
 * where nginx itself could not, a port that is taken for example, and goes on as before. Asked of the kernel: no pgrep is needed.
 */
export const workerFunctions: string = String.raw`# ---- workers of nginx
workers() { # "MASTER PROCESS:START" of each that serves; those that only end what they began have another title
  for process in /proc/[0-9]*; do
    line=
    read -r line 2> /dev/null < "$process/cmdline" || :
    [ "$line" = 'nginx: worker process' ] && read -r line 2> /dev/null < "$process/stat" || continue
    printf '%s %s\n' "${'$'}{line##*) }" "${'$'}{process#/proc/}" | sed 's/^[^ ]* \([^ ]*\) \([^ ]* \)\{17\}\([^ ]*\) .* \([^ ]*\)$/\1 \4:\3/'
  done
}
note_workers() { # note_workers STEP
  { workers; say end; } > "$state/$1.workers" || fail "cannot write to $state"
}
fresh_workers() { # fresh_workers NOTED: has a master only workers that are not noted? Where none is seen nobody knows better
  now=$(workers)
  [ -n "$now" ] || { [ "$(cat "$1")" = end ]; return; }
  for master in $(printf '%s\n' "$now" | cut -d ' ' -f 1 | sort -u); do
    printf '%s\n' "$now" | grep "^$master " | grep -qxFf "$1" || return 0
  done
  return 1
}
renewed() { # renewed STEP WHAT: a configuration of many servers takes its time
  [ -e "$state/$1.workers" ] || say end > "$state/$1.workers"
  attempt=1
  until fresh_workers "$state/$1.workers"; do
    if [ "$attempt" -ge 15 ]; then
      printf '  NOT: %s\n  nginx goes on with its former workers; its error log says why\n' "$2" >&2
      return 1
    fi
    attempt=$((attempt + 1))
    sleep 1
  done
  printf '  ok: %s\n' "$2"
}

`
