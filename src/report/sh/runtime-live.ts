/** How a plan script keeps what runs, kernel values and the state of units, and gives it back. */
export const liveFunctions: string = String.raw`# ---- kernel settings
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

`
