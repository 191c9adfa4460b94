import { readsFunction } from './loose-files.ts'

/** How a plan script changes files and puts them back: only those it knows, each in one move, with a copy kept. */
export const fileFunctions: string = String.raw`# ---- files
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
${readsFunction}came_out() { # came_out FILE STATE: what was just written; of a state that it begins only the size is known
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

`
